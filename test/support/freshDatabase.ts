import { createHash } from 'node:crypto';
import { openDatabase, type Database } from '../../api/core/database.ts';
import { openEmbeddedDatabase } from '../../api/core/embeddedDatabase.ts';
import { readMigrations } from '../../api/core/migrations.ts';
import { copyOfFolderTemplate, embeddedTemplate } from './embeddedTemplate.ts';
import { copyOfTemplate, dropDatabase } from './serverTemplate.ts';

const silent = { info() {}, warn() {} };
/** What this test file made on the server and has not dropped yet. */
const made = new Set<string>();

/** The kinds of database that this run tests: the embedded one always, a server where DATABASE_URL names one. */
export const testedKinds: Database['kind'][] = process.env.DATABASE_URL
  ? ['embedded', 'server']
  : ['embedded'];

/** An empty, migrated database of its own, of the kind that this run is for; gone when closed. */
export function freshDatabase(
  kind: Database['kind'] | undefined = testedKinds.at(-1),
  onStatement?: (text: string) => void,
): Promise<Database> {
  return kind === 'server' ? freshServerDatabase(onStatement) : freshEmbeddedDatabase(onStatement);
}

async function freshEmbeddedDatabase(onStatement?: (text: string) => void): Promise<Database> {
  const template = await embeddedTemplate(await migrationsHash());
  return openEmbeddedDatabase({ dataDir: 'memory://', log: silent, template, onStatement });
}

async function freshServerDatabase(onStatement?: (text: string) => void): Promise<Database> {
  const databaseUrl = await freshDatabaseUrl();
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://', onStatement });
  const close = async () => {
    await database.close();
    await dropDatabase(databaseUrl);
    made.delete(databaseUrl);
  };
  return { ...database, close };
}

/** Makes an empty database on the server of DATABASE_URL, for a process of its own; migrated unless asked otherwise. */
export async function freshDatabaseUrl(options: { migrated?: boolean } = {}): Promise<string> {
  const server = process.env.DATABASE_URL;
  if (!server) throw new Error('This needs DATABASE_URL.');
  const url = await copyOfTemplate(server, options.migrated === false ? undefined : await migrationsHash());
  made.add(url);
  return url;
}

/** Drops what a test file has left on the server: a test may be killed before it closes what it opened. */
export async function dropLeftDatabases(): Promise<void> {
  for (const url of made) await dropDatabase(url);
  made.clear();
}

/** Fills the data folder of a process of its own with an empty, migrated embedded database. */
export async function fillDataDir(dataDir: string): Promise<void> {
  await copyOfFolderTemplate(await migrationsHash(), dataDir);
}

async function migrationsHash(): Promise<string> {
  const { migrationDirectories } = await readMigrations();
  return createHash('sha256').update(JSON.stringify(migrationDirectories)).digest('hex').slice(0, 12);
}
