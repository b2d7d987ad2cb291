import type { Agent } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { hashSecret, newSecret } from '../core/secret.ts';
import type { Transaction } from '../core/transaction.ts';
import { invitationExpiry } from './invitationRules.ts';

/** A link that was just made; its secret is told this once. */
export interface NewInvitation {
  agent: Agent;
  token: string;
  expiresAt: Date;
}

/** Makes a link for an agent; the one before is good no more. */
export async function writeInvitation(
  core: Core,
  transaction: Transaction,
  agent: Agent,
): Promise<NewInvitation> {
  const token = newSecret();
  const createdAt = core.clock.now();
  const fields = { tokenHash: hashSecret(token), createdAt, expiresAt: invitationExpiry(createdAt) };
  const where = { agentId: agent.id };
  await transaction.invitation.upsert({ where, create: { ...where, ...fields }, update: fields });
  return { agent, token, expiresAt: fields.expiresAt };
}

/** Whom a link's secret invites; undefined when it is good no more. */
export async function findInvited(
  core: Core,
  transaction: Transaction,
  token: string,
): Promise<{ agent: Agent; expiresAt: Date } | undefined> {
  const invitation = await transaction.invitation.findUnique({
    where: { tokenHash: hashSecret(token) },
    include: { agent: true },
  });
  const isGood = invitation && invitation.expiresAt > core.clock.now() && !invitation.agent.deactivatedAt;
  return isGood ? invitation : undefined;
}
