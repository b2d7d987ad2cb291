import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { getSessionFor } from './sessionAccess.ts';
import { sessionChanged } from './sessionEvents.ts';
import { countsAsReader } from './sessionRules.ts';

const shape = z.object({ sessionId: id, seq: z.int().min(0) });

// One statement, so that two readers at once can only move the position forward. It answers with no row when the
// position is there already.
const statementOf = {
  visitor: `
    UPDATE "Session" SET "version" = "version" + 1, "visitorReadSeq" = LEAST($2::int, "lastSeq")
    WHERE "id" = $1::uuid AND "visitorReadSeq" < LEAST($2::int, "lastSeq")
    RETURNING *`,
  agent: `
    UPDATE "Session" SET "version" = "version" + 1, "agentReadSeq" = LEAST($2::int, "lastSeq"),
      "unreadCount" = (SELECT count(*) FROM "Message" WHERE "sessionId" = $1::uuid AND "seq" > $2::int AND "author" = 'VISITOR')
    WHERE "id" = $1::uuid AND "agentReadSeq" < LEAST($2::int, "lastSeq")
    RETURNING *`,
};

/**
 * Moves the read position of the actor's side up to message number `seq`, never back. An agent who only looks on at a
 * colleague's session moves nothing.
 * @returns the session as it is afterwards. @throws InvalidInputError, NotFoundError
 */
export async function markRead(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId, seq } = checkInput(shape, input);
  const before = await getSessionFor(core, actor, sessionId);
  if (!countsAsReader(actor, before)) return before;
  const statement = actor.kind === 'visitor' ? statementOf.visitor : statementOf.agent;
  const [session] = await core.database.query<Session>(statement, [sessionId, seq]);
  if (!session) return before;
  core.pubsub.publish(sessionChanged(before, session));
  return session;
}
