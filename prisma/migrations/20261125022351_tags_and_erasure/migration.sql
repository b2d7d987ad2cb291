-- A migration of its own, because values that were added to an enum can be used only after their commit.
UPDATE "Role" SET "permissions" = enum_range(NULL::"Permission") WHERE "isShipped" AND "name" = '管理员';
UPDATE "Role" SET "permissions" = array_append("permissions", 'REVEAL_CONTACT_DATA')
WHERE "isShipped" AND "name" = '主管';
-- Who answers visitors has seen their contact data in the thread until now.
UPDATE "Role" SET "permissions" = array_append("permissions", 'SEE_CONTACT_DATA')
WHERE "isShipped" AND NOT ('SEE_CONTACT_DATA' = ANY ("permissions"));

-- What sets the system tags by itself, and which step of the visitor's progress they stand for (SPEC 3).
UPDATE "Tag" SET "kinds" = '{WECHAT}', "stage" = 'CONTACT' WHERE "isSystem" AND "name" = '转微';
UPDATE "Tag" SET "kinds" = '{PHONE}', "stage" = 'CONTACT' WHERE "isSystem" AND "name" = '转电';
UPDATE "Tag" SET "stage" = 'APPOINTMENT' WHERE "isSystem" AND "name" = '预约';
UPDATE "Tag" SET "stage" = 'ARRIVAL' WHERE "isSystem" AND "name" = '到诊';

-- A third thing may happen to an audit entry: what it repeats of a visitor goes when the visitor is erased (whoever does
-- it says so first: SET LOCAL dukou.erasing = 'on').
CREATE OR REPLACE FUNCTION "refuseAuditChange"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('dukou.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW."agentId" IS NULL AND to_jsonb(NEW) - 'agentId' = to_jsonb(OLD) - 'agentId' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND current_setting('dukou.erasing', true) = 'on' AND NEW."changes" = '{}'
    AND to_jsonb(NEW) - 'changes' = to_jsonb(OLD) - 'changes' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit entries are only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
