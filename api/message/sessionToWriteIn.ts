import { Prisma, type Message, type Session } from '../../prisma/generated/client/client.ts';
import type { KnownDetail } from '../contactDetail/contactDetailRules.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { getSessionFor, getSessionWith } from '../session/sessionAccess.ts';
import type { MoreOfSessions } from '../session/sessionReads.ts';

/** How many of a visitor's messages are read together: more than anybody needs to give a number in pieces. */
const readTogether = 20;
/** And how many characters before the message: who gives a number in pieces writes short ones, and all of it is read anew. */
const charactersTogether = 500;

/** By the ids that are given too, not by the sessions' rows alone: so PostgreSQL looks into the partitions of their months only. */
const ofVisitor: MoreOfSessions = (sessionIds) => Prisma.sql`, (
  SELECT json_agg(m) FROM (
    SELECT "seq", "text" FROM "Message"
    WHERE "sessionId" = "Session"."id" AND "sessionId" = ANY (${sessionIds}::uuid[]) AND "author" = 'VISITOR'
    ORDER BY "seq" DESC LIMIT ${readTogether}) m
) AS "latest", (
  SELECT json_agg(d) FROM (
    SELECT "id", "kind", "value", "status", "isByHand", "foundAt" FROM "ContactDetail"
    WHERE "visitorId" = "Session"."visitorId") d
) AS "details"`;

export type EarlierMessage = Pick<Message, 'seq' | 'text'>;

/** What a visitor's message is read with. */
export interface ReadWith {
  /** What they wrote in the session last, oldest first. */
  earlier: readonly EarlierMessage[];
  /** What is known of them. */
  details: readonly KnownDetail[];
}

export interface SessionToWriteIn {
  session: Session;
  /** Undefined where no visitor asked for it. */
  readWith: ReadWith | undefined;
}

/**
 * Loads the session into which an actor is about to write, in one statement.
 * @throws InvalidInputError, NotFoundError as `getSessionFor`
 */
export async function getSessionToWriteIn(
  core: Core,
  actor: Actor,
  sessionId: string,
): Promise<SessionToWriteIn> {
  if (actor.kind !== 'visitor') {
    const session = await getSessionFor(core, actor, sessionId);
    return { session, readWith: undefined };
  }
  const read = await getSessionWith<OfVisitor>(core, actor, sessionId, ofVisitor);
  const { latest, details, ...session } = read;
  const known = (details ?? []).map((one) => ({ ...one, foundAt: new Date(one.foundAt) }));
  return { session, readWith: { earlier: asFarAsRead(latest ?? []), details: known } };
}

/** As JSON, which has no dates. */
interface OfVisitor {
  latest: EarlierMessage[] | null;
  details: (Omit<KnownDetail, 'foundAt'> & { foundAt: string })[] | null;
}

/** What the visitor's next message is read with, once this one is there. */
export function readWithNext({ earlier, details }: ReadWith, { author, seq, text }: Message): ReadWith {
  if (author !== 'VISITOR') return { earlier, details };
  const latest = [...earlier, { seq, text }].reverse().slice(0, readTogether);
  return { earlier: asFarAsRead(latest), details };
}

/** @param latest the newest first */
function asFarAsRead(latest: readonly EarlierMessage[]): readonly EarlierMessage[] {
  let characters = 0;
  return latest.filter(({ text }) => (characters += text.length) <= charactersTogether).reverse();
}
