import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { ContactKind } from '../../prisma/generated/client/enums.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getVisitorToEdit } from '../visitor/visitorAccess.ts';
import { announceContactDetails } from './announceContactDetails.ts';
import { valueShape } from './contactDetailRules.ts';
import { setByHand } from './setByHand.ts';

const shape = z.object({ sessionId: id, kind: z.enum(ContactKind), value: z.string() });

/**
 * Adds a value that an agent knows about the visitor of a session, by hand.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function addContactDetail(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Visitor> {
  const { sessionId, kind } = checkInput(shape, input);
  const { value } = checkInput(z.object({ value: valueShape(kind) }), input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const visitor = await getVisitorToEdit(core, transaction, agent, sessionId);
    await setByHand(core, transaction, agent, visitor.id, { kind, value });
    const changes = { [kind]: { before: null, after: 'CONFIRMED' } };
    await recordAudit(transaction, agent, 'addContactDetail', { type: 'Visitor', id: visitor.id }, changes);
    return announceContactDetails(core, transaction, record, agent, visitor, sessionId);
  });
}
