import { type z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { announceVisitor } from './announceVisitor.ts';
import { attributesFrom, attributesShape, changedAttributes, mostAttributes } from './attributeRules.ts';
import { findVisitorFor, lockVisitor, visitorPlaceShape } from './visitorAccess.ts';

const shape = visitorPlaceShape.extend({ attributes: attributesShape });

/**
 * Sets what a site's own system knows of a visitor; null takes an attribute away, what is left out stays. The audit names
 * which, and not their values: they would outlive their erasure.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function setVisitorAttributes(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Visitor> {
  const { attributes, ...place } = checkInput(shape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'EDIT_VISITORS')) throw new NotAllowedError();
  return inTransaction(core, async (transaction, record) => {
    const found = await findVisitorFor(agent, place, transaction);
    if (!found) throw new NotFoundError('visitor');
    await lockVisitor(transaction, found.id);
    const before = await transaction.visitor.findUniqueOrThrow({ where: { id: found.id } });
    const kept = attributesFrom(before.attributes);
    const merged = changedAttributes(kept, attributes);
    if (!merged)
      throw new InvalidInputError([{ field: 'attributes', rule: 'OUT_OF_RANGE', limit: mostAttributes }]);
    if (JSON.stringify(merged) === JSON.stringify(kept)) return before;
    const names = { attributes: { before: null, after: Object.keys(attributes) } };
    await recordAudit(transaction, agent, 'setVisitorAttributes', { type: 'Visitor', id: found.id }, names);
    await logVisitorEvent(core, transaction, found.id, { type: 'VISITOR_CHANGED', agentId: agent.agentId });
    return announceVisitor(transaction, record, found.id, { attributes: merged });
  });
}
