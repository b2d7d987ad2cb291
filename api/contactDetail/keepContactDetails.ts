import { uuidv7 } from 'uuidv7';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import type { ContactKind } from '../../prisma/generated/client/enums.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import type { Extraction } from '../extraction/extractionRules.ts';
import { visitorChanged, type SessionPlacement } from '../session/sessionEvents.ts';
import { giveAutomaticTags } from '../tag/giveAutomaticTags.ts';
import { toldSessions } from '../visitor/announceVisitor.ts';
import { spansOf } from './readingRules.ts';

/** No person has more; what writes more is a machine. */
const maxPerKind = 30;

/** Where something was read. */
export interface ReadSession {
  visitorId: string;
  sessionId: string;
  /** The number of each message that was read, the last one's is the message that was written now. */
  seqs: readonly number[];
}

/**
 * Keeps what was read in a visitor's messages: a new value is added, one that is known is noted to be written again, one
 * that an agent has rejected stays away (SPEC 3). What is new is logged, and sets the tags that stand for it; the agents who
 * see the visitor are told. The caller holds the lock on the visitor's row.
 */
export async function keepContactDetails(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  { visitorId, sessionId, seqs }: ReadSession,
  extractions: readonly Extraction[],
): Promise<void> {
  const given = extractions.map((one, place) => {
    const { kind, value, rule } = one;
    return { id: uuidv7(), place, kind, value, rule, spans: spansOf(one, seqs) };
  });
  const now = core.clock.now();
  // One statement, because every message with contact data goes this way: what it does to the visitor is the twin of
  // `announceVisitor`, with the kinds of `knownKinds`.
  const [kept] = await transaction.$queryRaw<Kept[]>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        AS g ("id" uuid, "place" int, "kind" "ContactKind", "value" text, "rule" text, "spans" jsonb)
    ), known AS (
      SELECT "id", "kind", "value", "status", "isByHand" FROM "ContactDetail" WHERE "visitorId" = ${visitorId}::uuid
    ), unknown AS (
      SELECT g.*, row_number() OVER (PARTITION BY g."kind" ORDER BY g."place")
        + (SELECT count(*) FROM known k WHERE k."kind" = g."kind") AS "count"
      FROM given g LEFT JOIN known k ON k."kind" = g."kind" AND k."value" = g."value" WHERE k."id" IS NULL
    ), added AS (
      INSERT INTO "ContactDetail" ("id", "visitorId", "kind", "value", "rule", "sessionId", "spans", "foundAt")
      SELECT "id", ${visitorId}::uuid, "kind", "value", "rule", ${sessionId}::uuid, "spans", ${now}::timestamptz
      FROM unknown WHERE "count" <= ${maxPerKind}
      RETURNING "kind"
    ), repeated AS (
      UPDATE "ContactDetail" d
      SET "rule" = g."rule", "sessionId" = ${sessionId}::uuid, "spans" = g."spans", "foundAt" = ${now}::timestamptz
      FROM known k JOIN given g ON g."kind" = k."kind" AND g."value" = k."value"
      WHERE d."id" = k."id" AND k."status" <> 'REJECTED' AND NOT k."isByHand"
      RETURNING d."kind"
    ), changed AS (
      UPDATE "Visitor"
      SET "version" = "version" + 1, "updatedAt" = ${now}::timestamptz, "contactKinds" = ARRAY (
        SELECT "kind" FROM known WHERE "status" <> 'REJECTED' UNION SELECT "kind" FROM added ORDER BY 1)
      WHERE "id" = ${visitorId}::uuid AND (EXISTS (SELECT 1 FROM added) OR EXISTS (SELECT 1 FROM repeated))
      RETURNING *
    ), logged AS (
      INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId", "kinds")
      SELECT ${now}::timestamptz, 'CONTACT_DETAILS_FOUND', c."siteId", c."id", ${sessionId}::uuid,
        ARRAY (SELECT DISTINCT "kind" FROM added)
      FROM changed c WHERE EXISTS (SELECT 1 FROM added)
    )
    SELECT changed.*, "contactKinds"::text[] AS "contactKinds",
      ARRAY (SELECT DISTINCT "kind"::text FROM added) AS "addedKinds", (
        SELECT json_agg(s) FROM (
          SELECT "id", "ownerId", "departmentId", "endedAt" FROM "Session" WHERE "visitorId" = changed."id"
          ORDER BY "startedAt" DESC LIMIT ${toldSessions}) s
      ) AS "sessions"
    FROM changed`;
  if (!kept) return;
  const { addedKinds, sessions, ...visitor } = kept;
  if (addedKinds.length > 0) {
    const occasion = { visitorId, sessionId, seq: seqs.at(-1) ?? null };
    await giveAutomaticTags(core, transaction, record, occasion, addedKinds);
  }
  const placements = (sessions ?? []).map((one) => ({
    ...one,
    endedAt: one.endedAt === null ? null : new Date(one.endedAt),
  }));
  record(...visitorChanged({ type: 'VisitorChanged', visitor }, placements));
}

/** The visitor as they are now, with the kinds that are new, and the sessions in which they are to be told of. */
interface Kept extends Visitor {
  addedKinds: ContactKind[];
  sessions: (Omit<SessionPlacement, 'endedAt'> & { id: string; endedAt: string | null })[] | null;
}
