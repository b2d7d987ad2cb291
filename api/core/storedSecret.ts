import type { Core } from './core.ts';
import type { Database } from './database.ts';
import { newSecret } from './secret.ts';

const known = new WeakMap<Database, Map<string, Promise<string>>>();

/** A secret of this deployment by its name, the same in all processes; made where there is none yet. */
export function storedSecret({ database }: Pick<Core, 'database'>, name: string): Promise<string> {
  const ofDatabase = known.get(database) ?? new Map<string, Promise<string>>();
  known.set(database, ofDatabase);
  const found = ofDatabase.get(name) ?? findOrMake(database, name);
  ofDatabase.set(name, found);
  // What failed is tried again by whoever asks next.
  found.catch(() => ofDatabase.delete(name));
  return found;
}

async function findOrMake(database: Database, name: string): Promise<string> {
  // Of two processes that make it at once one wins, and both read what it made.
  await database.query(
    `INSERT INTO "StoredSecret" ("name", "value") VALUES ($1::text, $2::text) ON CONFLICT DO NOTHING`,
    [name, newSecret()],
  );
  const [row] = await database.query<{ value: string }>(
    `SELECT "value" FROM "StoredSecret" WHERE "name" = $1::text`,
    [name],
  );
  if (!row) throw new Error(`The secret ${name} is gone.`);
  return row.value;
}
