import type { Tag } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { TagNameTakenError } from './tagErrors.ts';
import { canManageTag } from './tagRules.ts';

/** Any number that nothing else takes an advisory lock on. */
const tagsLock = 7_402_155_907;

/** Lets nobody else change the list of tags until the transaction ends. */
export async function lockTags(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${tagsLock})`;
}

/**
 * Loads a tag in order to change it; nobody else changes tags until the transaction ends.
 * @throws NotFoundError, NotAllowedError
 */
export async function getTagToManage(
  transaction: Transaction,
  actor: AgentActor,
  tagId: string,
): Promise<Tag> {
  await lockTags(transaction);
  const tag = await transaction.tag.findUnique({ where: { id: tagId, deletedAt: null } });
  if (!tag) throw new NotFoundError('tag');
  if (!canManageTag(actor, tag)) throw new NotAllowedError();
  return tag;
}

/** @throws TagNameTakenError when another tag has the name */
export async function assertNameIsFree(
  transaction: Transaction,
  name: string,
  ownId?: string,
): Promise<void> {
  const taken = await transaction.tag.findFirst({
    where: { name, deletedAt: null, NOT: ownId ? { id: ownId } : [] },
    select: { id: true },
  });
  if (taken) throw new TagNameTakenError();
}
