import type { Client } from 'pg';
import { keepTalksSearchable } from '../../../api/search/keepTalksSearchable.ts';
import { keepVisitorsSearchable } from '../../../api/search/keepVisitorsSearchable.ts';
import { openBenchCore } from '../openBenchCore.ts';

/** Sessions of which it is measured how long making them searchable takes. */
const sample = 1_000;

/** Makes visitors searchable, and some talks anew: what the product does in the background, without its pauses. */
export async function makeSearchable(databaseUrl: string, say: (line: string) => void): Promise<void> {
  const core = await openBenchCore(databaseUrl);
  const { database } = core;
  const isLeft = async (statement: string) => (await database.query(`${statement} LIMIT 1`, [])).length > 0;
  while (await isLeft('SELECT 1 FROM "Visitor" WHERE "searchableVersion" < "version"'))
    await keepVisitorsSearchable(core);
  const again = await database.query<{ lastSeq: number }>(
    `UPDATE "Session" SET "searchableSeq" = 0 WHERE "id" IN (
      SELECT "id" FROM "Session" WHERE "lastSeq" > 0 ORDER BY "id" DESC LIMIT ${sample}) RETURNING "lastSeq"`,
    [],
  );
  const startedAt = performance.now();
  while (await isLeft('SELECT 1 FROM "Session" WHERE "searchableSeq" < "lastSeq"'))
    await keepTalksSearchable(core);
  const messages = again.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
  const perMessage = (performance.now() - startedAt) / messages;
  say(`Making a message searchable, in the background: ${perMessage.toFixed(3)} ms`);
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
