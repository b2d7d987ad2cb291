import type { Session, Visitor } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { keepContactDetails } from '../contactDetail/keepContactDetails.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { announceVisitor } from '../visitor/announceVisitor.ts';

/** What a visitor says about themselves in a form. */
export interface Introduction {
  name?: string | undefined;
  phone?: string | undefined;
  wechat?: string | undefined;
}

/** As which rule contact data counts that the visitor gave in a form. */
export const formRule = 'form';

/**
 * Keeps what a visitor said about themselves: the name, unless an agent has given another, and contact data, which agents
 * then confirm or reject as any other. The caller holds the lock on the visitor's row.
 */
export async function introduceVisitor(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  visitor: Visitor,
  session: Session,
  { name, phone, wechat }: Introduction,
): Promise<void> {
  const found = { rule: formRule, spans: [], repeats: [] };
  const details = [
    ...(phone ? [{ kind: 'PHONE' as const, value: phone, ...found }] : []),
    ...(wechat ? [{ kind: 'WECHAT' as const, value: wechat, ...found }] : []),
  ];
  const read = { visitorId: visitor.id, sessionId: session.id, seqs: [] };
  if (details.length > 0) await keepContactDetails(core, transaction, record, read, details);
  if (!name || name === visitor.nickname || visitor.editedById) return;
  await logVisitorEvent(core, transaction, visitor.id, { type: 'VISITOR_CHANGED', sessionId: session.id });
  await announceVisitor(transaction, record, visitor.id, { nickname: name });
}
