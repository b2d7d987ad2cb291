import type { ContactKind } from '../../prisma/generated/client/enums.ts';
import type { Core } from '../core/core.ts';
import { keep } from '../core/kept.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { giveTag, type TagOccasion } from './giveTag.ts';
import { tagsTopic } from './tagEvents.ts';

/** What sets tags at all. From memory, read again when a tag has changed: most contact data sets none. */
const kindsOfTags = keep(tagsTopic, async (transaction) => {
  const tags = await transaction.tag.findMany({ where: { deletedAt: null }, select: { kinds: true } });
  return new Set(tags.flatMap(({ kinds }) => kinds));
});

/**
 * Gives a visitor the tags that are set by what is known now: which tag by which kind is each tag's own setting (SPEC 3).
 * The caller holds the lock on the visitor's row, and announces the visitor.
 */
export async function giveAutomaticTags(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  occasion: TagOccasion,
  kinds: ContactKind[],
): Promise<void> {
  const settingTags = await kindsOfTags.getWithin(core, transaction);
  if (!kinds.some((kind) => settingTags.has(kind))) return;
  const tags = await transaction.tag.findMany({
    where: { deletedAt: null, kinds: { hasSome: kinds } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  for (const tag of tags) await giveTag(core, transaction, record, null, occasion, tag);
}
