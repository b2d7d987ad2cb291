import type { Webhook } from '../../prisma/generated/client/client.ts';
import { actorOf, agentOfActor } from '../agent/actorOf.ts';
import { hasPermission, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';

/** @throws NotAllowedError unless the actor manages webhooks */
export function assertManagesWebhooks(actor: Actor): asserts actor is AgentActor {
  if (!hasPermission(actor, 'MANAGE_WEBHOOKS')) throw new NotAllowedError();
}

/** Nobody else changes a webhook, or anything of it, until the transaction ends. */
export async function lockWebhook(transaction: Transaction, webhookId: string): Promise<void> {
  await transaction.$executeRaw`SELECT 1 FROM "Webhook" WHERE "id" = ${webhookId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Loads a webhook in order to change it; nobody else changes it until the transaction ends.
 * @throws NotAllowedError, NotFoundError
 */
export async function getWebhookToManage(
  transaction: Transaction,
  actor: Actor,
  webhookId: string,
): Promise<Webhook> {
  assertManagesWebhooks(actor);
  await lockWebhook(transaction, webhookId);
  const webhook = await transaction.webhook.findUnique({ where: { id: webhookId } });
  if (!webhook) throw new NotFoundError('webhook');
  return webhook;
}

/**
 * Whoever made a webhook, or changed it last, with the rights of this moment, as a program that reads for them; undefined
 * when they are locked out or may not manage webhooks any more.
 */
export async function makerOf(
  core: Core,
  webhook: Pick<Webhook, 'agentId' | 'id' | 'name'>,
): Promise<AgentActor | undefined> {
  const agent = await core.database.prisma.agent.findUnique({
    where: { id: webhook.agentId, deactivatedAt: null },
    select: agentOfActor,
  });
  if (!agent?.role.permissions.includes('MANAGE_WEBHOOKS')) return undefined;
  const { id, name } = webhook;
  return actorOf(agent, { kind: 'token', id, name, isReadOnly: true, expiresAt: null });
}
