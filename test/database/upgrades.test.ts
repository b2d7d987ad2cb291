import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BareDatabase } from '../../api/core/bareDatabase.ts';
import { readMigrations } from '../../api/core/migrations.ts';
import { countRows } from '../../api/operate/archive/loadTables.ts';
import { productTables } from '../../api/operate/archive/readTables.ts';
import { migrationsUntil } from '../../api/operate/migrationsUntil.ts';
import { bareDatabase } from '../support/bareDatabases.ts';
import { fillTables } from '../support/fillTables.ts';
import { testedKinds } from '../support/freshDatabase.ts';

describe('every migration', () => {
  let database: BareDatabase;
  beforeAll(async () => {
    database = await bareDatabase(testedKinds.at(-1) ?? 'embedded', false);
  });
  afterAll(() => database.close());

  const rowCounts = async () => countRows(database, await productTables(database));

  // What was written under a migration goes through all that came after it: an upgrade from each to the last.
  test(
    'applies to a database with rows of each version before it in every table, and loses none',
    { timeout: 120_000 },
    async () => {
      const migrations = await readMigrations();
      const lost: string[] = [];
      for (const { path } of migrations.migrationDirectories) {
        const before = await rowCounts();
        await database.migrate(migrationsUntil(migrations, path));
        const after = await rowCounts();
        for (const table of Object.keys(after))
          if ((after[table] ?? 0) < (before[table] ?? 0)) lost.push(`${path}: ${table}`);
        await database.writing(fillTables);
      }
      expect(lost).toEqual([]);
      const rows = await rowCounts();
      // Two with every migration since there are agents and sessions, which is from the first on.
      const times = migrations.migrationDirectories.length;
      expect(rows).toMatchObject({ Agent: 2 * times, Session: 2 * times, Message: 2 * times });
    },
  );
});
