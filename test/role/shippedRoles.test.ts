import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { embeddedAdapter } from '../../api/core/embeddedAdapter.ts';
import { applyMigrations, readMigrations } from '../../api/core/migrations.ts';
import { shippedRoles } from '../../api/role/shippedRoleRules.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';

test('administrators of an older database hold the new permissions after an update, others what they could do before', async () => {
  const pglite = await PGlite.create();
  const migrations = await readMigrations();
  const apply = (count?: number) =>
    applyMigrations({
      migrations: {
        ...migrations,
        migrationDirectories: migrations.migrationDirectories.slice(0, count),
      },
      query: async <Row>(text: string, values: readonly unknown[]) =>
        (await pglite.query<Row>(text, [...values])).rows,
      adapter: embeddedAdapter(pglite),
      log: { info() {}, warn() {} },
    });
  await apply(1);
  await pglite.exec(`INSERT INTO "Role" ("id", "name", "isShipped", "permissions") VALUES
    (gen_random_uuid(), '管理员', true, '{SEE_ALL_SESSIONS}'), (gen_random_uuid(), '客服', true, '{}'),
    (gen_random_uuid(), 'Own', false, '{EXPLORE_API}')`);
  await apply();
  const { rows } = await pglite.query<{ name: string; permissions: string[] }>(
    'SELECT "name", "permissions"::text[] AS "permissions" FROM "Role" ORDER BY "name"',
  );
  const permissions = Object.fromEntries(rows.map((role) => [role.name, role.permissions.toSorted()]));
  expect(permissions).toEqual({
    Own: ['EXPLORE_API', 'SEE_OWN_SESSIONS'],
    客服: ['SEE_CONTACT_DATA', 'SEE_OWN_SESSIONS'],
    管理员: Object.values(Permission).toSorted(),
  });
  await pglite.close();
});

test('a new organisation begins with three roles: everything, what a supervisor does, what every agent does', () => {
  const [admin, supervisor, agent] = shippedRoles.map(({ permissions }) => new Set(permissions));
  expect(admin).toEqual(new Set(Object.values(Permission)));
  for (const permission of agent ?? []) expect(supervisor).toContain(permission);
  expect(supervisor).toContain('TRANSFER_COLLEAGUES_SESSIONS');
  for (const manages of ['MANAGE_ROLES', 'MANAGE_AGENTS', 'SEE_AUDIT', 'SEE_ALL_SESSIONS'] as const)
    expect(supervisor).not.toContain(manages);
  expect(agent).not.toContain('TRANSFER_COLLEAGUES_SESSIONS');
});
