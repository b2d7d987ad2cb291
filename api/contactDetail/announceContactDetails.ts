import type { Visitor } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { giveAutomaticTags } from '../tag/giveAutomaticTags.ts';
import { takeAutomaticTags } from '../tag/takeAutomaticTags.ts';
import { announceVisitor } from '../visitor/announceVisitor.ts';
import { knownKinds } from './contactDetailRules.ts';

/**
 * Brings the visitor's kinds and automatic tags in agreement with the values that are known after an agent changed them,
 * and tells the agents who see the visitor.
 */
export async function announceContactDetails(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  agent: AgentActor,
  before: Visitor,
  sessionId: string,
): Promise<Visitor> {
  const details = await transaction.contactDetail.findMany({ where: { visitorId: before.id } });
  const contactKinds = knownKinds(details);
  const occasion = { visitorId: before.id, sessionId, seq: null };
  const gained = contactKinds.filter((kind) => !before.contactKinds.includes(kind));
  if (gained.length > 0) await giveAutomaticTags(core, transaction, record, occasion, gained);
  if (before.contactKinds.some((kind) => !contactKinds.includes(kind)))
    await takeAutomaticTags(core, transaction, record, agent, occasion, contactKinds);
  await logVisitorEvent(core, transaction, before.id, {
    type: 'CONTACT_DETAILS_CHANGED',
    sessionId,
    agentId: agent.agentId,
  });
  return announceVisitor(transaction, record, before.id, { contactKinds });
}
