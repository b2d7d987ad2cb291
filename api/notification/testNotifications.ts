import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { notificationRaised } from './notificationEvents.ts';
import { notificationId } from './notificationRules.ts';
import { sendPush, type PushResult } from './sendPush.ts';

/** By hand nobody tries more often. */
const limit = { name: 'testNotifications', points: 20, seconds: 60 };

/**
 * Notifies the agent of nothing in particular: on all open consoles, and by a push to the browser of this sign-in.
 * @returns what became of the push; null when the browser is not subscribed
 * @throws NotSignedInError, NotAllowedError, TooManyAttemptsError
 */
export async function testNotifications(core: Core, actor: Actor): Promise<PushResult | null> {
  const { agentId, credential } = asAgentInPerson(actor);
  await core.rateLimits.count(limit, agentId);
  const raisedAt = core.clock.now();
  const mark = raisedAt.getTime();
  core.pubsub.publish([notificationRaised(agentId, { kind: 'TEST', mark, raisedAt, session: null })]);
  const subscription = await core.database.prisma.pushSubscription.findUnique({
    where: { signInId: credential.id },
  });
  if (!subscription) return null;
  const payload = {
    id: `push:${notificationId('TEST', null, mark)}`,
    kind: 'TEST',
    sessionId: null,
    raisedAt: raisedAt.toISOString(),
    language: subscription.language,
  };
  return sendPush(core, subscription, payload, { ttlSeconds: 60, isUrgent: true });
}
