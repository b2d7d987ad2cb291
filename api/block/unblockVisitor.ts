import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { liftBlocks } from './liftBlocks.ts';

const shape = z.object({ sessionId: id });

/**
 * Lets the visitor of a session in again, and the address that was blocked with them.
 * @returns the session as it is afterwards. @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function unblockVisitor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Session> {
  const { sessionId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const { visitorId } = await getSessionFor(core, actor, sessionId, transaction);
    if (!hasPermission(actor, 'UNBLOCK_VISITORS')) throw new NotAllowedError();
    if (await liftBlocks(core, transaction, record, visitorId))
      await recordAudit(transaction, actor, 'unblockVisitor', { type: 'Visitor', id: visitorId });
    return transaction.session.findUniqueOrThrow({ where: { id: sessionId } });
  });
}
