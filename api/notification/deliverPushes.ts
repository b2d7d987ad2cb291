import pLimit from 'p-limit';
import type { PendingPush, Prisma } from '../../prisma/generated/client/client.ts';
import { actorOf, agentOfActor } from '../agent/actorOf.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { textFor } from '../message/messageRules.ts';
import { visibleSessions } from '../session/sessionAccess.ts';
import { getAgentSettings } from '../setting/agentSettings.ts';
import { getSettings } from '../setting/settings.ts';
import { isUrgent, mannerOf, notificationId } from './notificationRules.ts';
import { nextAttemptAt, pushLifeMs, pushVerdict } from './pushRules.ts';
import { sendPush, type PushPayload } from './sendPush.ts';

/** Looked at together. */
const batchSize = 100;
/** Push services are slow now and then: so many are called at once. */
const callsAtOnce = 8;

const told = {
  visitor: { select: { nickname: true } },
} satisfies Prisma.SessionInclude;

/**
 * Pushes what is due to the browsers of those whom it concerns, by their rights and wishes of now; what failed is tried again
 * until it is too old. Runs on one process at a time; that another one begins as this one dies tells at worst something twice,
 * which the browser knows for the same.
 */
export async function deliverPushes(core: Core): Promise<void> {
  const due = await core.database.prisma.pendingPush.findMany({
    where: { nextAttemptAt: { lte: core.clock.now() } },
    orderBy: { nextAttemptAt: 'asc' },
    take: batchSize,
  });
  const limit = pLimit(callsAtOnce);
  const deliveries = due.map((pending) =>
    limit(() =>
      deliver(core, pending).catch(async (error: unknown) => {
        core.log.error({ err: error, agentId: pending.agentId }, 'a push failed unexpectedly');
        await postpone(core, pending, pending.attemptsCount + 1);
      }),
    ),
  );
  await Promise.all(deliveries);
}

async function deliver(core: Core, pending: PendingPush): Promise<void> {
  const now = core.clock.now();
  const agent = await core.database.prisma.agent.findUnique({
    where: { id: pending.agentId, deactivatedAt: null },
    select: {
      ...agentOfActor,
      pushSubscriptions: { where: { signIn: { expiresAt: { gt: now } } } },
      signIns: { where: { watchingUntil: { gt: now } }, select: { id: true }, take: 1 },
    },
  });
  if (!agent || agent.pushSubscriptions.length === 0) return drop(core, pending);
  const actor = actorOf(agent, { kind: 'signIn', id: '' });
  const session = await core.database.prisma.session.findFirst({
    where: { AND: [{ id: pending.sessionId }, visibleSessions(actor)] },
    include: told,
  });
  if (!session) return drop(core, pending);
  const [choices, { timeZone }] = await Promise.all([getAgentSettings(core, actor), getSettings(core)]);
  const manner = mannerOf(pending.kind, choices, now, timeZone);
  const verdict = pushVerdict({ pending, session, manner, isWatching: agent.signIns.length > 0 }, now);
  if (verdict === 'DROP') return drop(core, pending);
  if (verdict === 'LATER') return postpone(core, pending, 0);
  const payload = payloadOf(actor, pending, session);
  const options = {
    ttlSeconds: Math.ceil((pending.raisedAt.getTime() + pushLifeMs - now.getTime()) / 1000),
    isUrgent: isUrgent(pending.kind) || pending.kind === 'MESSAGE_RECEIVED',
    topic: pending.sessionId.replaceAll('-', ''),
  };
  const results = await Promise.all(
    agent.pushSubscriptions.map((one) =>
      sendPush(core, one, { ...payload, language: one.language }, options),
    ),
  );
  // Browsers that have it already know it for the same.
  const mayWorkLater = ({ statusCode }: { statusCode: number | null }) =>
    statusCode === null || statusCode === 429 || statusCode >= 500;
  if (results.some((one) => !one.isDelivered && !one.isGone && mayWorkLater(one)))
    return postpone(core, pending, pending.attemptsCount + 1);
  return drop(core, pending);
}

/** Small enough for every push service, which take 4 kB. */
function payloadOf(
  actor: AgentActor,
  { kind, mark, raisedAt, sessionId }: PendingPush,
  session: Prisma.SessionGetPayload<{ include: typeof told }>,
): PushPayload {
  const { lastMessageText, lastMessageMaskedText, lastMessageAttachment, visitor } = session;
  return {
    id: notificationId(kind, sessionId, mark),
    kind,
    sessionId,
    nickname: visitor.nickname,
    text: textFor(actor, lastMessageText ?? '', lastMessageMaskedText),
    attachmentKind: lastMessageAttachment,
    raisedAt: raisedAt.toISOString(),
  };
}

/** What was raised anew meanwhile stays. */
const unchanged = ({ agentId, sessionId, kind, mark }: PendingPush) => ({ agentId, sessionId, kind, mark });

async function drop(core: Core, pending: PendingPush): Promise<void> {
  await core.database.prisma.pendingPush.deleteMany({ where: unchanged(pending) });
}

async function postpone(core: Core, pending: PendingPush, attemptsCount: number): Promise<void> {
  await core.database.prisma.pendingPush.updateMany({
    where: unchanged(pending),
    data: { attemptsCount, nextAttemptAt: nextAttemptAt(core.clock.now(), attemptsCount) },
  });
}
