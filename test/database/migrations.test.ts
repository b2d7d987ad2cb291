import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedAdapter } from '../../api/core/embeddedAdapter.ts';
import { applyMigrations, readMigrations } from '../../api/core/migrations.ts';

type Migrations = Awaited<ReturnType<typeof readMigrations>>;

describe('the migrations', { timeout: 60_000 }, () => {
  it('make what schema.prisma says', async () => {
    const run = promisify(execFile)(process.execPath, ['prisma/migration.ts', '--check']);
    expect(await run).toEqual({ stdout: '', stderr: '' });
  });
});

describe('a database that has older migrations', () => {
  let pglite: PGlite;
  let migrations: Migrations;
  const applied: object[] = [];

  beforeAll(async () => {
    pglite = await PGlite.create();
    migrations = await readMigrations();
  });
  afterAll(() => pglite.close());

  const query = async <Row>(text: string, values: readonly unknown[]) =>
    (await pglite.query<Row>(text, [...values])).rows;
  const apply = () =>
    applyMigrations({
      migrations,
      query,
      adapter: embeddedAdapter(pglite),
      log: { info: (fields) => applied.push(fields), warn() {} },
    });
  const addMigration = (path: string, sql: string) =>
    migrations.migrationDirectories.push({
      path,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    });

  it('gets each migration once', async () => {
    await apply();
    expect(applied).toHaveLength(1);
    await apply();
    expect(applied).toHaveLength(1);
  });

  it('gets just the new one, functions with semicolons in them included', async () => {
    addMigration(
      '29990101000000_function',
      `CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM ';'; RETURN 2; END $$;`,
    );
    await apply();
    expect(applied.at(-1)).toEqual({ migrations: ['29990101000000_function'] });
    expect(await query('SELECT two()', [])).toEqual([{ two: 2 }]);
  });

  it('does not start with a broken one, says why, and keeps nothing of it', async () => {
    addMigration(
      '29990102000000_broken',
      'CREATE TABLE half (id int); ALTER TABLE nowhere ADD COLUMN id int;',
    );
    await expect(apply()).rejects.toThrow(/nowhere/);
    expect(await query(`SELECT to_regclass('half') AS half`, [])).toEqual([{ half: null }]);
    await expect(apply()).rejects.toThrow(/29990102000000_broken/);
  });
});
