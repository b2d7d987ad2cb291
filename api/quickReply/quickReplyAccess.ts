import { z } from 'zod';
import type { Prisma, QuickReply, QuickReplyCategory } from '../../prisma/generated/client/client.ts';
import { colleaguesOf } from '../agent/agentAccess.ts';
import type { AgentActor } from '../core/actor.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import type { Transaction } from '../core/transaction.ts';
import { CategoryNameTakenError } from './quickReplyErrors.ts';
import { canChange } from './quickReplyRules.ts';

/**
 * Whose replies an agent may read and use, as a condition that every list merges: public ones, the own ones, and those of
 * colleagues of the own department and below (SPEC 4).
 */
export function usableBy(actor: AgentActor) {
  return {
    OR: [{ ownerId: null }, { ownerId: actor.agentId }, { owner: colleaguesOf(actor) }],
  } satisfies Prisma.QuickReplyWhereInput;
}

/**
 * Whose replies a list shows: those of the agent that is named, if they are usable, else public ones and the own ones.
 * @throws InvalidInputError
 */
export function listedFor(actor: AgentActor, named: string | null | undefined) {
  const { ownerId } = checkInput(ownerShape, { ownerId: named });
  const whose = ownerId ? { ownerId } : { OR: [{ ownerId: null }, { ownerId: actor.agentId }] };
  return { AND: [usableBy(actor), whose] } satisfies Prisma.QuickReplyWhereInput;
}

const ownerShape = z.object({ ownerId: id.nullish() });

/** The order in which replies are shown: public ones first, by category, those without one last, then as they were put. */
export const inOrder = [
  { ownerId: { sort: 'asc' as const, nulls: 'first' as const } },
  { category: { position: 'asc' as const } },
  { position: 'asc' as const },
  { id: 'asc' as const },
];

/** Any number that nothing else takes an advisory lock on. */
const repliesLock = 7_402_155_908;

/** Lets nobody else change quick replies and their categories until the transaction ends. */
export async function lockReplies(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${repliesLock})`;
}

/** The owner of what an agent makes. @throws NotAllowedError when it is to be public and the agent may not */
export function ownerFor(actor: AgentActor, isPublic: boolean): string | null {
  const ownerId = isPublic ? null : actor.agentId;
  if (!canChange(actor, { ownerId })) throw new NotAllowedError();
  return ownerId;
}

/** @throws NotFoundError for a reply that is missing or not the actor's to use, NotAllowedError for one to use only */
export async function getReplyToChange(
  transaction: Transaction,
  actor: AgentActor,
  replyId: string,
): Promise<QuickReply> {
  const reply = await transaction.quickReply.findFirst({
    where: { AND: [{ id: replyId }, usableBy(actor)] },
  });
  return toChange(actor, reply, 'quick reply');
}

/** @throws NotFoundError, NotAllowedError like `getReplyToChange` */
export async function getCategoryToChange(
  transaction: Transaction,
  actor: AgentActor,
  categoryId: string,
): Promise<QuickReplyCategory> {
  const category = await transaction.quickReplyCategory.findFirst({
    where: { AND: [{ id: categoryId }, usableBy(actor)] },
  });
  return toChange(actor, category, 'category');
}

function toChange<Found extends Pick<QuickReply, 'ownerId'>>(
  actor: AgentActor,
  found: Found | null,
  what: string,
): Found {
  if (!found) throw new NotFoundError(what);
  if (!canChange(actor, found)) throw new NotAllowedError();
  return found;
}

/** @throws CategoryNameTakenError when another category of the same owner has the name */
export async function assertNameIsFree(
  transaction: Transaction,
  ownerId: string | null,
  name: string,
  ownId?: string,
): Promise<void> {
  const taken = await transaction.quickReplyCategory.findFirst({
    where: { ownerId, name, NOT: ownId ? { id: ownId } : [] },
    select: { id: true },
  });
  if (taken) throw new CategoryNameTakenError();
}

/** The category in which a reply is to stand: one of the same owner. @throws NotFoundError */
export async function getCategoryOf(
  transaction: Transaction,
  ownerId: string | null,
  categoryId: string | null,
): Promise<string | null> {
  if (categoryId === null) return null;
  const category = await transaction.quickReplyCategory.findFirst({ where: { id: categoryId, ownerId } });
  if (!category) throw new NotFoundError('category');
  return category.id;
}
