-- A migration of its own, because values that were added to an enum can be used only after their commit.
UPDATE "Role" SET "permissions" = enum_range(NULL::"Permission") WHERE "isShipped" AND "name" = '管理员';
