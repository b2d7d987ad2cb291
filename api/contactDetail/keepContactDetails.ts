import type { ContactDetail, Prisma } from '../../prisma/generated/client/client.ts';
import type { ContactKind } from '../../prisma/generated/client/enums.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import type { Extraction } from '../extraction/extractionRules.ts';
import { giveAutomaticTags } from '../tag/giveAutomaticTags.ts';
import { announceVisitor } from '../visitor/announceVisitor.ts';
import { knownKinds } from './contactDetailRules.ts';
import { spansOf } from './readingRules.ts';

/** No person has more; what writes more is a machine. */
const maxPerKind = 30;

/** Where something was read. */
export interface ReadSession {
  visitorId: string;
  sessionId: string;
  /** The number of each message that was read, the last one's is the message that was written now. */
  seqs: readonly number[];
}

/**
 * Keeps what was read in a visitor's messages: a new value is added, one that is known is noted to be written again, one
 * that an agent has rejected stays away (SPEC 3). What is new sets the tags that stand for it. The caller holds the lock
 * on the visitor's row.
 */
export async function keepContactDetails(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  { visitorId, sessionId, seqs }: ReadSession,
  extractions: readonly Extraction[],
): Promise<void> {
  const known = await transaction.contactDetail.findMany({ where: { visitorId } });
  const foundAt = core.clock.now();
  const writing = (one: Extraction) => ({
    rule: one.rule,
    sessionId,
    spans: spansOf(one, seqs) as unknown as Prisma.InputJsonArray,
    foundAt,
  });
  const added: Prisma.ContactDetailCreateManyInput[] = [];
  let isChanged = false;
  for (const one of extractions) {
    const same = known.find(({ kind, value }) => kind === one.kind && value === one.value);
    if (!same) {
      if (countOf(known, one.kind) + countOf(added, one.kind) < maxPerKind)
        added.push({ visitorId, kind: one.kind, value: one.value, ...writing(one) });
    } else if (same.status !== 'REJECTED' && !same.isByHand) {
      await transaction.contactDetail.update({ where: { id: same.id }, data: writing(one) });
      isChanged = true;
    }
  }
  if (added.length > 0) {
    await transaction.contactDetail.createMany({ data: added });
    const kinds = [...new Set(added.map(({ kind }) => kind))];
    await logVisitorEvent(core, transaction, visitorId, { type: 'CONTACT_DETAILS_FOUND', sessionId, kinds });
    const occasion = { visitorId, sessionId, seq: seqs.at(-1) ?? null };
    await giveAutomaticTags(core, transaction, record, occasion, kinds);
  }
  if (added.length === 0 && !isChanged) return;
  const contactKinds = knownKinds([
    ...known,
    ...added.map(({ kind }) => ({ kind, status: 'FOUND' as const })),
  ]);
  await announceVisitor(transaction, record, visitorId, { contactKinds });
}

function countOf(details: readonly Pick<ContactDetail, 'kind'>[], kind: ContactKind): number {
  return details.filter((one) => one.kind === kind).length;
}
