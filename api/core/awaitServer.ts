import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { DatabaseLog } from './database.ts';
import { DatabaseUnreachableError } from './databaseUnreachable.ts';

/** How long after one attempt the next is made. */
const pauseMs = 1_000;
/** How often it is said that it is still waited for. */
const remindMs = 30_000;

/**
 * Resolves when the server answers. One that is away may still be starting, and is waited for; one that refuses the
 * password, or lacks the database, will go on doing so.
 * @param waitSeconds how long at most; 0 for one attempt
 * @throws DatabaseUnreachableError
 */
export async function awaitServer(
  pool: Pick<pg.Pool, 'query'>,
  databaseUrl: string,
  waitSeconds: number,
  log: DatabaseLog,
): Promise<void> {
  const startedAt = performance.now();
  const giveUpAt = startedAt + waitSeconds * 1000;
  let remindAt = startedAt;
  for (;;) {
    try {
      await pool.query('SELECT 1');
      if (remindAt !== startedAt) log.info({}, 'the database answers');
      return;
    } catch (cause) {
      const error = new DatabaseUnreachableError(databaseUrl, cause);
      const now = performance.now();
      if (!error.isPassing || now + pauseMs > giveUpAt) throw error;
      if (now >= remindAt) {
        const secondsLeft = Math.round((giveUpAt - now) / 1000);
        log.warn({ error: error.message, secondsLeft }, 'the database does not answer yet: waiting for it');
        remindAt = now + remindMs;
      }
      await sleep(pauseMs);
    }
  }
}
