import type { Prisma, Visitor } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { announceVisitor } from './announceVisitor.ts';
import { attributesFrom, changedAttributes } from './attributeRules.ts';
import type { Identity } from './identityRules.ts';
import { mergeVisitor } from './mergeVisitor.ts';
import { newVisitor } from './newVisitor.ts';
import { lockVisitor } from './visitorAccess.ts';

/**
 * The visitor whom a site's own system means: the one it meant before, on whatever device; else the one of this device, if
 * nobody has said who that is; else a new one. What the device's unknown visitor has done is that person's from now on;
 * what somebody else who was named has done is left to them.
 * @param deviceVisitorId whose the device was until now
 */
export async function identifyVisitor(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  siteId: string,
  identity: Identity,
  deviceVisitorId: string | undefined,
): Promise<Visitor> {
  await lockIdentity(transaction, siteId, identity.sub);
  const known = await transaction.visitor.findUnique({
    where: { siteId_externalId: { siteId, externalId: identity.sub } },
  });
  for (const id of [deviceVisitorId, known?.id].filter((one) => one !== undefined).sort())
    await lockVisitor(transaction, id);
  const ofDevice = deviceVisitorId
    ? await transaction.visitor.findUnique({ where: { id: deviceVisitorId } })
    : null;
  const isUnnamed = ofDevice !== null && ofDevice.externalId === null;
  const now = core.clock.now();
  const visitor =
    known ??
    (isUnnamed ? ofDevice : await newVisitor(transaction, siteId, now, { externalId: identity.sub }));
  if (known && isUnnamed) await mergeVisitor(transaction, record, ofDevice, known);
  const change = changeBy(visitor, identity);
  if (known && Object.keys(change).length === 0) return visitor;
  await logVisitorEvent(core, transaction, visitor.id, { type: 'VISITOR_IDENTIFIED' });
  return announceVisitor(transaction, record, visitor.id, { externalId: identity.sub, ...change });
}

/** Two devices that name the same person for the first time wait for each other, until the transaction's end. */
export async function lockIdentity(
  transaction: Transaction,
  siteId: string,
  externalId: string,
): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${siteId}:${externalId}`}, 0))`;
}

/** What the site's system says that is not known yet. A name that an agent has given stays. */
function changeBy(visitor: Visitor, { name, attributes }: Identity): Prisma.VisitorUncheckedUpdateInput {
  const kept = attributesFrom(visitor.attributes);
  const merged = changedAttributes(kept, attributes ?? {}) ?? kept;
  const isNameNew = name !== undefined && visitor.editedAt === null && name !== visitor.nickname;
  const isChanged = JSON.stringify(merged) !== JSON.stringify(kept);
  return { ...(isNameNew && { nickname: name }), ...(isChanged && { attributes: merged }) };
}
