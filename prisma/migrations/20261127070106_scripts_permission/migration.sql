-- A migration of its own, because values that were added to an enum can be used only after their commit.
UPDATE "Role" SET "permissions" = array_append("permissions", 'MANAGE_SCRIPTS')
WHERE "isShipped" AND "name" = '管理员' AND NOT ('MANAGE_SCRIPTS' = ANY ("permissions"));
