import type { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { createMessages } from '../search/variations.ts';

/** The day at which the desk is measured: the same whatever is behind it. */
export interface Day {
  /** Live sessions in which it was talked. */
  live: number;
  /** Sessions that ended today, and as many that were left without a word. */
  ended: number;
}

/** A live session, and whose it is. */
export interface LiveSession {
  sessionId: string;
  visitorId: string;
}

/** Messages of a live session: more than the newest page. */
const talkLength = 60;

/** A day's rows are no smaller than those of the history, or they would be scattered over its pages, in what they left free. */
const agentLength = 200;

/** Fills a database that has the demo data with a day's sessions of its agents. */
export async function fillDay(client: Client, { live, ended }: Day): Promise<LiveSession[]> {
  const message = createMessages(17);
  const now = Date.now();
  const kinds = [
    ...Array.from({ length: live }, () => 'LIVE'),
    ...Array.from({ length: ended }, () => 'TALKED'),
    ...Array.from({ length: ended }, () => 'LEFT'),
  ];
  const rows = kinds.map((kind, n) => ({
    id: uuidv7(),
    visitorId: uuidv7(),
    number: 90_000_000 + n,
    kind,
    count: kind === 'LIVE' ? talkLength : kind === 'TALKED' ? 5 : 0,
    // Within the last minute, so that the bench can be run just after midnight.
    at: new Date(now - (kinds.length - n) * (60_000 / kinds.length)).toISOString(),
  }));
  const given = `jsonb_to_recordset($1::jsonb) AS r ("id" uuid, "visitorId" uuid, "number" int, "kind" text, "count" int, "at" timestamptz)`;
  const data = [JSON.stringify(rows)];
  await client.query(
    `INSERT INTO "Visitor" ("id", "siteId", "number", "nickname", "searchableVersion", "updatedAt")
    SELECT r."visitorId", (SELECT "id" FROM "Site" LIMIT 1), r."number", r."number"::text, 1, now() FROM ${given}`,
    data,
  );
  await client.query(
    `INSERT INTO "Session" ("id", "visitorId", "siteId", "departmentId", "ownerId", "startedAt", "activeAt", "endedAt", "endReason",
      "lastSeq", "searchableSeq", "visitorSpokeAt", "lastMessageAt", "lastMessageAuthor", "lastMessageText", "isRemote",
      "landingPageUrl", "currentPageUrl", "userAgent")
    SELECT r."id", r."visitorId", (SELECT "id" FROM "Site" LIMIT 1), a."departmentId", a."id", r."at", r."at",
      CASE WHEN r."kind" <> 'LIVE' THEN r."at" END, CASE WHEN r."kind" <> 'LIVE' THEN 'VISITOR_LEFT'::"SessionEndReason" END,
      r."count", r."count", CASE WHEN r."count" > 0 THEN r."at" END, CASE WHEN r."count" > 0 THEN r."at" END,
      CASE WHEN r."count" > 0 THEN 'AGENT'::"MessageAuthor" END, CASE WHEN r."count" > 0 THEN '好的' END, true,
      'https://clinic.example/page/' || r."number" % 997, 'https://clinic.example/page/' || r."number" % 991, $2::text
    FROM ${given}, "Agent" a WHERE a."login" = 'lin'`,
    [...data, `Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 ${'x'.repeat(agentLength)}`],
  );
  await client.query(
    `INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "agentId", "agentName", "authorName", "text", "createdAt")
    SELECT r."id", seq, 'c' || seq, (CASE WHEN seq % 2 = 0 THEN 'AGENT' ELSE 'VISITOR' END)::"MessageAuthor",
      CASE WHEN seq % 2 = 0 THEN a."id" END, CASE WHEN seq % 2 = 0 THEN 'lin' END, CASE WHEN seq % 2 = 0 THEN 'lin' END,
      ($2::text[])[1 + (r."number" + seq) % 200], r."at"
    FROM ${given}, "Agent" a, LATERAL generate_series(1, r."count") seq WHERE a."login" = 'lin'`,
    [...data, Array.from({ length: 200 }, () => message())],
  );
  return rows
    .filter(({ kind }) => kind === 'LIVE')
    .map(({ id, visitorId }) => ({ sessionId: id, visitorId }));
}
