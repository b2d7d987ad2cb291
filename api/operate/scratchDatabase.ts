import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { openBareDatabase, type BareDatabase } from '../core/bareDatabase.ts';
import { quoted } from '../core/copying.ts';
import type { Environment } from '../core/environment.ts';
import { errorText } from '../core/errorText.ts';

/** A database beside the real one, to try something on. */
export interface ScratchDatabase {
  database: BareDatabase;
  /** Whether it is a copy already; else it is empty. */
  isCopy: boolean;
  /** Closes it, and takes it away. */
  remove(): Promise<void>;
}

/** The role may not make databases. */
export class ScratchRefusedError extends Error {
  override readonly name = 'ScratchRefusedError';
}

/**
 * Makes one of the same kind: on the same server, empty; or in the same folder, a copy. There must be as much room as the
 * real one takes. @throws ScratchRefusedError
 */
export async function openScratchDatabase(
  { databaseUrl, dataDir }: Pick<Environment, 'databaseUrl' | 'dataDir'>,
  beside: BareDatabase,
): Promise<ScratchDatabase> {
  if (databaseUrl === undefined) {
    const folder = await mkdtemp(path.join(dataDir, 'rehearsal-'));
    const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    const openCopy = async () => {
      // Nobody else has the folder, and nothing is under way: what lies there is whole.
      await beside.query('CHECKPOINT', []);
      await cp(path.join(dataDir, 'database'), path.join(folder, 'database'), { recursive: true });
      return openBareDatabase({ databaseUrl, dataDir: folder });
    };
    return { ...(await opened(openCopy, removeFolder)), isCopy: true };
  }
  const url = new URL(databaseUrl);
  const name = `${decodeURIComponent(url.pathname.slice(1)).slice(0, 40)}_rehearsal_${Date.now()}`;
  await beside
    .query(`CREATE DATABASE ${quoted(name)} TEMPLATE template0 ENCODING 'UTF8'`, [])
    .catch((cause: unknown) => {
      const reason = errorText(cause);
      throw new ScratchRefusedError(
        `No database can be made to try it on: ${reason}. Let the user of DATABASE_URL make databases (ALTER ROLE … CREATEDB), ` +
          'or restore a backup into an empty database and name that one in DATABASE_URL.',
        { cause },
      );
    });
  url.pathname = `/${encodeURIComponent(name)}`;
  const drop = async () =>
    void (await beside.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`, []));
  return {
    ...(await opened(() => openBareDatabase({ databaseUrl: url.href, dataDir }), drop)),
    isCopy: false,
  };
}

async function opened(
  open: () => Promise<BareDatabase>,
  takeAway: () => Promise<void>,
): Promise<Omit<ScratchDatabase, 'isCopy'>> {
  try {
    const database = await open();
    const remove = async () => {
      await database.close();
      await takeAway();
    };
    return { database, remove };
  } catch (error) {
    await takeAway();
    throw error;
  }
}
