import type { Prisma, Session } from '../../prisma/generated/client/client.ts';

/** The visitors' lists of SPEC 2, in the order in which they are shown. A session is in one of them at most. */
export const sessionLists = [
  'ONLINE',
  'TALKING',
  'LEFT_MESSAGES',
  'TALKED',
  'LEFT',
  'SUSPECTED',
  'BLOCKED',
] as const;

export type SessionList = (typeof sessionLists)[number];

/** What decides in which list a session is. */
export type SessionListFacts = Pick<
  Session,
  'endedAt' | 'visitorSpokeAt' | 'leftMessageAt' | 'doNotDisturbSince' | 'isBlocked'
>;

/**
 * In which list a session is; null for a talk that ended before today.
 * @param startOfToday by the organisation's clock
 */
export function listOf(session: SessionListFacts, startOfToday: Date): SessionList | null {
  if (session.isBlocked) return 'BLOCKED';
  if (session.doNotDisturbSince) return 'SUSPECTED';
  if (session.leftMessageAt) return 'LEFT_MESSAGES';
  if (!session.endedAt) return session.visitorSpokeAt ? 'TALKING' : 'ONLINE';
  if (!session.visitorSpokeAt) return 'LEFT';
  return session.endedAt >= startOfToday ? 'TALKED' : null;
}

/** The sessions of a list, as a condition: the twin of `listOf`. */
export function inList(list: SessionList, startOfToday: Date): Prisma.SessionWhereInput {
  if (list === 'BLOCKED') return { isBlocked: true };
  if (list === 'SUSPECTED') return { isBlocked: false, doNotDisturbSince: { not: null } };
  const isUndisturbed = { isBlocked: false, doNotDisturbSince: null };
  if (list === 'LEFT_MESSAGES') return { ...isUndisturbed, leftMessageAt: { not: null } };
  const usual = { ...isUndisturbed, leftMessageAt: null };
  switch (list) {
    case 'ONLINE':
      return { ...usual, endedAt: null, visitorSpokeAt: null };
    case 'TALKING':
      return { ...usual, endedAt: null, visitorSpokeAt: { not: null } };
    case 'LEFT':
      return { ...usual, endedAt: { not: null }, visitorSpokeAt: null };
    case 'TALKED':
      return { ...usual, endedAt: { gte: startOfToday }, visitorSpokeAt: { not: null } };
  }
}

/** Those that left without a word are counted up to this: their list grows for ever. */
export const mostCounted = 1_000;

/** What comes first in a list: what has waited longest for an answer and then what is newest, or always the newest. */
export type SessionOrder = 'ATTENTION' | 'NEWEST';

/** An order as Prisma takes it. Ended sessions are always sorted by their end. */
export function orderOf(
  list: SessionList | null | undefined,
  order: SessionOrder,
): Prisma.SessionOrderByWithRelationInput[] {
  if (list === 'TALKED' || list === 'LEFT') return [{ endedAt: 'desc' }, { id: 'desc' }];
  const newest = [{ activeAt: 'desc' }, { id: 'desc' }] as const;
  if (order === 'NEWEST') return [...newest];
  return [{ waitingSince: { sort: 'asc', nulls: 'last' } }, ...newest];
}
