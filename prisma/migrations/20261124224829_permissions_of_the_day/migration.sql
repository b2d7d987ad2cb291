-- A migration of its own, because values that were added to an enum can be used only after their commit.
-- Every agent could see and answer own sessions until now.
UPDATE "Role" SET "permissions" = array_append("permissions", 'SEE_OWN_SESSIONS')
WHERE NOT ('SEE_OWN_SESSIONS' = ANY ("permissions"));
UPDATE "Role" SET "permissions" = enum_range(NULL::"Permission") WHERE "isShipped" AND "name" = '管理员';

-- Sessions that were live before visitors' connections were written down: their visitors have the grace period to show up.
UPDATE "Session" SET "visitorGoneSince" = now() WHERE "endedAt" IS NULL;

-- The system tags that the product ships with (SPEC 3).
INSERT INTO "Tag" ("id", "name", "color", "isSystem", "position")
VALUES
  (gen_random_uuid(), '转微', '#16a34a', true, 0),
  (gen_random_uuid(), '转电', '#2563eb', true, 1),
  (gen_random_uuid(), '预约', '#d97706', true, 2),
  (gen_random_uuid(), '到诊', '#7c3aed', true, 3)
ON CONFLICT ("name") DO NOTHING;
