import type { ContactDetail, Prisma } from '../../prisma/generated/client/client.ts';
import type { ContactKind } from '../../prisma/generated/client/enums.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';

/** A value that an agent sets, and what it was read from, if it corrects what was read. */
export type ValueByHand = { kind: ContactKind; value: string } & Partial<
  Pick<ContactDetail, 'sessionId' | 'spans'>
>;

/** Sets a value by hand: no machine overwrites it (SPEC 3). One that is known already becomes one set by hand. */
export async function setByHand(
  core: Core,
  transaction: Transaction,
  agent: AgentActor,
  visitorId: string,
  { kind, value, sessionId = null, spans = [] }: ValueByHand,
): Promise<void> {
  const now = core.clock.now();
  const decided = {
    status: 'CONFIRMED' as const,
    isByHand: true,
    foundAt: now,
    decidedById: agent.agentId,
    decidedAt: now,
  };
  await transaction.contactDetail.upsert({
    where: { visitorId_kind_value: { visitorId, kind, value } },
    create: { visitorId, kind, value, sessionId, spans: spans as Prisma.InputJsonArray, ...decided },
    update: decided,
  });
}
