import type { Client } from 'pg';
import { createMessages } from '../search/variations.ts';

/** What an organisation has behind it. */
export interface History {
  sessions: number;
  messages: number;
  /** Over so many days, until yesterday. */
  days: number;
}

/** Of so many ended sessions one was left without a word. */
const leftEvery = 10;
const batch = 50_000;
const texts = 2_000;
const dayMs = 86_400_000;

/** Is told which ids the next sessions will begin with: their months are to be there. */
type BeforeBatch = (from: Date, until: Date) => Promise<void>;

/**
 * Fills a database that has the demo data with ended sessions, by their own time and evenly, in the statements that
 * PostgreSQL is quickest with: all rows are made there.
 */
export async function fillHistory(
  client: Client,
  { sessions, messages, days }: History,
  beforeBatch: BeforeBatch,
): Promise<void> {
  const message = createMessages(13);
  const said = Array.from({ length: texts }, () => message());
  const began = Date.now() - (days + 1) * dayMs;
  const step = (days * dayMs) / sessions;
  // Of those with words, from one to twice as many as on average.
  const most = Math.max(1, Math.round((2 * messages) / (sessions * (1 - 1 / leftEvery))) - 1);
  // Rows are as the product writes them; to have PostgreSQL look up each one's references takes longer than all the rest.
  const isUnchecked = await mayGoUnchecked(client);
  if (isUnchecked) await client.query("SET session_replication_role = 'replica'");
  for (let first = 0; first < sessions; first += batch) {
    const last = Math.min(first + batch, sessions) - 1;
    await beforeBatch(new Date(began + first * step), new Date(began + last * step));
    await client.query(visitorsStatement, [first, last, began, step]);
    await client.query(sessionsStatement, [first, last, began, step, leftEvery, most]);
    await client.query(messagesStatement, [first, last, began, step, leftEvery, most, said]);
  }
  if (isUnchecked) await client.query('RESET session_replication_role');
}

/** Only a superuser may leave references unchecked; for others it takes longer. */
async function mayGoUnchecked(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ isSuperuser: boolean }>(
    `SELECT rolsuper AS "isSuperuser" FROM pg_roles WHERE rolname = current_user`,
  );
  return rows[0]?.isSuperuser === true;
}

const moment = `to_timestamp(($3::float8 + n * $4::float8) / 1000)`;
/** A UUID of version 7, the same for the same number. */
const idOf = (salt: string) => `(
  lpad(to_hex(($3::float8 + n * $4::float8)::bigint), 12, '0') || '7' || substr(md5('${salt}' || n), 1, 3)
  || '8' || substr(md5('${salt}' || n), 4, 15))::uuid`;
const isLeft = `n % $5::int = 0`;
const lengthOf = `CASE WHEN ${isLeft} THEN 0 ELSE 1 + (hashint4(n) & 65535) % $6::int END`;
const agents = `a AS (
  SELECT array_agg("id" ORDER BY "login") AS "ids", array_agg("departmentId" ORDER BY "login") AS "departmentIds", count(*)::int AS "count"
  FROM "Agent" WHERE "login" <> 'admin'
)`;

const visitorsStatement = `
INSERT INTO "Visitor" ("id", "siteId", "number", "nickname", "createdAt", "lastSeenAt", "updatedAt", "searchableVersion")
SELECT ${idOf('v')}, (SELECT "id" FROM "Site" LIMIT 1), 10000000 + n, (10000000 + n)::text, ${moment}, ${moment}, ${moment}, 1
FROM generate_series($1::int, $2::int) n`;

const sessionsStatement = `
WITH ${agents}
INSERT INTO "Session" ("id", "visitorId", "siteId", "departmentId", "ownerId", "startedAt", "endedAt", "endReason", "lastSeq",
  "searchableSeq", "agentReadSeq", "activeAt", "visitorSpokeAt", "lastMessageAt", "lastMessageAuthor", "lastMessageText",
  "landingPageUrl", "userAgent")
SELECT ${idOf('s')}, ${idOf('v')}, (SELECT "id" FROM "Site" LIMIT 1), a."departmentIds"[1 + n % a."count"],
  a."ids"[1 + n % a."count"], ${moment}, ${moment} + interval '10 minutes', 'VISITOR_LEFT', ${lengthOf}, ${lengthOf}, ${lengthOf},
  ${moment} + interval '10 minutes', CASE WHEN NOT ${isLeft} THEN ${moment} END, CASE WHEN NOT ${isLeft} THEN ${moment} END,
  CASE WHEN NOT ${isLeft} THEN 'VISITOR'::"MessageAuthor" END, CASE WHEN NOT ${isLeft} THEN '好的，谢谢' END,
  'https://clinic.example/page/' || n % 997, 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile'
FROM generate_series($1::int, $2::int) n, a`;

const messagesStatement = `
WITH ${agents}
INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "agentId", "agentName", "authorName", "text", "createdAt")
SELECT ${idOf('s')}, seq, md5(n || '.' || seq), (CASE WHEN seq % 2 = 0 THEN 'AGENT' ELSE 'VISITOR' END)::"MessageAuthor",
  CASE WHEN seq % 2 = 0 THEN a."ids"[1 + n % a."count"] END, CASE WHEN seq % 2 = 0 THEN 'lin' END,
  CASE WHEN seq % 2 = 0 THEN 'lin' END, ($7::text[])[1 + (n * 31 + seq * 7) % ${texts}], ${moment} + seq * interval '30 seconds'
FROM generate_series($1::int, $2::int) n, a, LATERAL generate_series(1, ${lengthOf}) seq`;
