import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { announceContactDetails } from './announceContactDetails.ts';
import { getDetailToEdit } from './contactDetailAccess.ts';
import { valueShape } from './contactDetailRules.ts';
import { decisionShape } from './decideContactDetail.ts';
import { setByHand } from './setByHand.ts';

const shape = decisionShape.extend({ value: z.string() });

/**
 * Puts a value set by hand in the place of one that was read wrongly: that one counts as rejected, and where it was
 * written is where the new one is from.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function correctContactDetail(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Visitor> {
  const checked = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const { visitor, detail } = await getDetailToEdit(core, transaction, agent, checked);
    const { value } = checkInput(z.object({ value: valueShape(detail.kind) }), checked);
    if (value !== detail.value) {
      const rejected = {
        status: 'REJECTED' as const,
        decidedById: agent.agentId,
        decidedAt: core.clock.now(),
      };
      await transaction.contactDetail.update({ where: { id: detail.id }, data: rejected });
    }
    const { kind, sessionId, spans } = detail;
    await setByHand(core, transaction, agent, visitor.id, { kind, value, sessionId, spans });
    const changes = { [kind]: { before: detail.status, after: 'CORRECTED' } };
    await recordAudit(
      transaction,
      agent,
      'correctContactDetail',
      { type: 'Visitor', id: visitor.id },
      changes,
    );
    return announceContactDetails(core, transaction, record, agent, visitor, checked.sessionId);
  });
}
