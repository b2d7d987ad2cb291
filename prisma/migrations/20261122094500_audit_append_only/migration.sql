-- Audit entries are only ever added. Two things may still happen to one: an agent who did it is deleted, and it becomes
-- too old to be kept (whoever deletes it says so first: SET LOCAL dukou.audit_retention = 'on').
CREATE FUNCTION "refuseAuditChange"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('dukou.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW."agentId" IS NULL AND to_jsonb(NEW) - 'agentId' = to_jsonb(OLD) - 'agentId' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit entries are only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "AuditEntry_only_added" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION "refuseAuditChange"();
CREATE TRIGGER "AuditEntry_not_emptied" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuseAuditChange"();

-- The shipped administrators hold every permission, those that are new as well: nobody can give what nobody has.
UPDATE "Role" SET "permissions" = enum_range(NULL::"Permission") WHERE "isShipped" AND "name" = '管理员';
