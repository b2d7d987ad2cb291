import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import type { ContactDetailStatus } from '../../prisma/generated/client/enums.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { announceContactDetails } from './announceContactDetails.ts';
import { getDetailToEdit } from './contactDetailAccess.ts';

export const decisionShape = z.object({ sessionId: id, detailId: id });

/**
 * Writes down what an agent thinks of a value. The audit does not repeat the value: it would outlive its erasure.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function decideContactDetail(
  core: Core,
  actor: Actor,
  action: string,
  status: ContactDetailStatus,
  input: z.input<typeof decisionShape>,
): Promise<Visitor> {
  const checked = checkInput(decisionShape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const { visitor, detail } = await getDetailToEdit(core, transaction, agent, checked);
    if (detail.status === status) return visitor;
    await transaction.contactDetail.update({
      where: { id: detail.id },
      data: { status, decidedById: agent.agentId, decidedAt: core.clock.now() },
    });
    const changes = { [detail.kind]: { before: detail.status, after: status } };
    await recordAudit(transaction, agent, action, { type: 'Visitor', id: visitor.id }, changes);
    return announceContactDetails(core, transaction, record, agent, visitor, checked.sessionId);
  });
}
