import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { hashSecret } from '../../../api/core/secret.ts';
import { createMessages } from '../search/variations.ts';

/** How full an agent's desk is. */
export interface DeskSize {
  /** Live sessions of the agent. */
  sessions: number;
  /** Messages of one of them. */
  longTalk: number;
}

/** A live session, and what proves its visitor, from each of the visitor's devices. */
export interface FilledSession {
  id: string;
  nickname: string;
  secrets: readonly string[];
}

/** One device may send 20 messages a second; in the long talk there come more. */
const devicesOfLongTalk = 3;

const batch = 1_000;

/**
 * Fills a database that has the demo data with live sessions of the agent `lin`, each with a visitor; the first one is the
 * long talk.
 */
export async function fillDesk(client: Client, size: DeskSize): Promise<FilledSession[]> {
  const message = createMessages(5);
  const { rows: agents } = await client.query<{ id: string; departmentId: string }>(
    `SELECT "id", "departmentId" FROM "Agent" WHERE "login" = 'lin'`,
  );
  const { rows: sites } = await client.query<{ id: string }>('SELECT "id" FROM "Site"');
  const [agent, site] = [agents[0], sites[0]];
  if (!agent || !site) throw new Error('the demo data are not there');
  await client.query('UPDATE "Agent" SET "capacity" = 10000 WHERE "id" = $1', [agent.id]);
  const now = Date.now();
  const filled = Array.from({ length: size.sessions }, (_, n) => ({
    id: uuidv7(),
    visitorId: randomUUID(),
    nickname: `bench ${n}`,
    secrets: Array.from({ length: n === 0 ? devicesOfLongTalk : 1 }, () =>
      randomBytes(32).toString('base64url'),
    ),
    count: n === 0 ? size.longTalk : 3,
    at: new Date(now - (size.sessions - n) * 100).toISOString(),
  }));
  for (let from = 0; from < filled.length; from += batch) {
    const some = filled.slice(from, from + batch);
    const of = <Value>(value: (one: (typeof filled)[number]) => Value) => some.map(value);
    await client.query(
      `INSERT INTO "Visitor" ("id", "siteId", "number", "nickname", "updatedAt")
      SELECT v."id", $4::uuid, v."number", v."nickname", now()
      FROM unnest($1::uuid[], $2::int[], $3::text[]) v ("id", "number", "nickname")`,
      [
        of(({ visitorId }) => visitorId),
        some.map((_, n) => 50_000_000 + from + n),
        of(({ nickname }) => nickname),
        site.id,
      ],
    );
    const devices = some.flatMap(({ visitorId, secrets }) =>
      secrets.map((secret) => ({ visitorId, secret })),
    );
    await client.query(
      `INSERT INTO "VisitorDevice" ("id", "visitorId", "siteId", "secretHash", "userAgent", "language", "address")
      SELECT gen_random_uuid(), d."visitorId", $3::uuid, d."hash", 'bench', 'zh-CN', '127.0.0.1'
      FROM unnest($1::uuid[], $2::text[]) d ("visitorId", "hash")`,
      [devices.map(({ visitorId }) => visitorId), devices.map(({ secret }) => hashSecret(secret)), site.id],
    );
    await client.query(
      `INSERT INTO "Session" ("id", "visitorId", "siteId", "departmentId", "ownerId", "startedAt", "activeAt", "lastSeq",
        "searchableSeq", "visitorSpokeAt", "lastMessageAt", "lastMessageAuthor", "lastMessageText", "isRemote")
      SELECT s."id", s."visitorId", $4::uuid, $5::uuid, $6::uuid, s."at", s."at", s."count", s."count", s."at", s."at",
        'VISITOR', 'bench', true
      FROM unnest($1::uuid[], $2::uuid[], $3::int[], $7::timestamptz[]) s ("id", "visitorId", "count", "at")`,
      [
        of(({ id }) => id),
        of(({ visitorId }) => visitorId),
        of(({ count }) => count),
        site.id,
        agent.departmentId,
        agent.id,
        of(({ at }) => at),
      ],
    );
  }
  for (const { id, count } of filled) {
    for (let from = 1; from <= count; from += 5_000) {
      const seqs = Array.from({ length: Math.min(5_000, count - from + 1) }, (_, n) => from + n);
      await client.query(
        `INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "agentId", "agentName", "authorName", "text", "createdAt")
        SELECT $1::uuid, m."seq", 'c' || m."seq", (CASE WHEN m."seq" % 3 = 0 THEN 'AGENT' ELSE 'VISITOR' END)::"MessageAuthor",
          CASE WHEN m."seq" % 3 = 0 THEN $3::uuid END, CASE WHEN m."seq" % 3 = 0 THEN 'lin' END,
          CASE WHEN m."seq" % 3 = 0 THEN 'lin' END, m."text", now() - ($5::int - m."seq") * interval '20 seconds'
        FROM unnest($2::int[], $4::text[]) m ("seq", "text")`,
        [id, seqs, agent.id, seqs.map(() => message()), count],
      );
    }
  }
  await client.query('VACUUM ANALYZE');
  return filled.map(({ id, nickname, secrets }) => ({ id, nickname, secrets }));
}
