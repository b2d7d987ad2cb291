import { Prisma, type Message, type Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { getSessionFor, getSessionWith } from '../session/sessionAccess.ts';

/** How many of a visitor's messages are read together: more than anybody needs to give a number in pieces. */
const readTogether = 20;
/** And how many characters before the message: who gives a number in pieces writes short ones, and all of it is read anew. */
const charactersTogether = 500;

const latestOfVisitor = Prisma.sql`, (
  SELECT json_agg(m) FROM (
    SELECT "seq", "text" FROM "Message" WHERE "sessionId" = "Session"."id" AND "author" = 'VISITOR'
    ORDER BY "seq" DESC LIMIT ${readTogether}) m
) AS "latest"`;

export type EarlierMessage = Pick<Message, 'seq' | 'text'>;

export interface SessionToWriteIn {
  session: Session;
  /** To a visitor: what they wrote in it last, oldest first, as far back as it is read together with what they write now. */
  earlier: readonly EarlierMessage[];
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
  if (actor.kind !== 'visitor') return { session: await getSessionFor(core, actor, sessionId), earlier: [] };
  const { latest, ...session } = await getSessionWith<{ latest: EarlierMessage[] | null }>(
    core,
    actor,
    sessionId,
    latestOfVisitor,
  );
  return { session, earlier: readWith(latest ?? []) };
}

/** @param latest the newest first */
function readWith(latest: readonly EarlierMessage[]): readonly EarlierMessage[] {
  let characters = 0;
  return latest.filter(({ text }) => (characters += text.length) <= charactersTogether).reverse();
}
