import type { Client } from 'pg';
import { pino } from 'pino';
import { systemClock } from '../../../api/core/clock.ts';
import type { Core } from '../../../api/core/core.ts';
import { openDatabase } from '../../../api/core/database.ts';
import { readEnvironment } from '../../../api/core/environment.ts';
import { createFileStore } from '../../../api/core/fileStore.ts';
import { createLocalPubsub } from '../../../api/core/pubsub.ts';
import { createRateLimits } from '../../../api/core/rateLimits.ts';
import { keepTalksSearchable } from '../../../api/search/keepTalksSearchable.ts';
import { keepVisitorsSearchable } from '../../../api/search/keepVisitorsSearchable.ts';

/** Makes everything searchable without the pauses that the product makes for others. */
export async function makeSearchable(databaseUrl: string, say: (line: string) => void): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  const environment = readEnvironment({});
  const core: Core = {
    processId: crypto.randomUUID(),
    environment,
    database,
    files: createFileStore(environment.filesDir),
    pubsub: createLocalPubsub(),
    rateLimits: createRateLimits(undefined, 'bench'),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  };
  const isLeft = async (statement: string) => (await database.query(`${statement} LIMIT 1`, [])).length > 0;
  const startedAt = performance.now();
  while (await isLeft('SELECT 1 FROM "Session" WHERE "searchableSeq" < "lastSeq"'))
    await keepTalksSearchable(core);
  const [row] = await database.query<{ count: number }>('SELECT count(*) AS "count" FROM "Message"', []);
  const talksMs = performance.now() - startedAt;
  say(
    `${row?.count} messages made searchable in ${(talksMs / 1000).toFixed(0)} s: ${(talksMs / (row?.count ?? 1)).toFixed(3)} ms each`,
  );
  while (await isLeft('SELECT 1 FROM "Visitor" WHERE "searchableVersion" < "version"'))
    await keepVisitorsSearchable(core);
  await database.query('VACUUM ANALYZE', []);
  await database.close();
}

/** What tables and indexes of search weigh, beside the messages themselves. */
export async function sizes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; megabytes: string }>(
    `SELECT relname AS name, round(pg_total_relation_size(oid) / 1048576.0) AS megabytes FROM pg_class
    WHERE relname IN ('Message', 'SearchableTalk', 'SearchableTalk_terms_idx', 'SearchableVisitor', 'PageVisit_terms_idx')
    ORDER BY relname`,
  );
  return rows.map(({ name, megabytes }) => `${name.padEnd(28)} ${megabytes.padStart(6)} MB`);
}
