import { createECDH } from 'node:crypto';
import webPush, { type VapidKeys } from 'web-push';
import type { Core } from '../core/core.ts';
import type { Database } from '../core/database.ts';
import { seal, unseal } from '../core/sealing.ts';

/** What the private key is called, and for what it is sealed. */
export const vapidName = 'vapid';
const known = new WeakMap<Database, Promise<VapidKeys>>();

/**
 * The keys by which this deployment sends pushes, the same in all processes: made at the first start, kept sealed. Where the
 * key is gone that they were sealed with, there are new ones, for which browsers must subscribe anew.
 */
export function vapidKeys(core: Core): Promise<VapidKeys> {
  const found = known.get(core.database) ?? findOrMake(core);
  known.set(core.database, found);
  // What failed is tried again by whoever asks next.
  found.catch(() => known.delete(core.database));
  return found;
}

async function findOrMake(core: Core): Promise<VapidKeys> {
  const { storedSecret, pushSubscription } = core.database.prisma;
  const stored = await storedSecret.findUnique({ where: { name: vapidName } });
  const opened = stored && (await open(core, stored.value));
  if (opened) return opened;
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const value = await seal(core, vapidName, privateKey);
  // Of two processes that make them at once one wins, and both read what it made.
  if (!stored) await storedSecret.createMany({ data: { name: vapidName, value }, skipDuplicates: true });
  else {
    core.log.warn('the keys for pushes cannot be opened any more: browsers must subscribe anew');
    const { count } = await storedSecret.updateMany({
      where: { name: vapidName, value: stored.value },
      data: { value },
    });
    if (count > 0) await pushSubscription.deleteMany();
  }
  const now = await storedSecret.findUniqueOrThrow({ where: { name: vapidName } });
  return now.value === value ? { publicKey, privateKey } : findOrMake(core);
}

/** @returns undefined when the private key cannot be read */
async function open(core: Core, sealed: string): Promise<VapidKeys | undefined> {
  const privateKey = await unseal(core, vapidName, sealed);
  return privateKey === undefined ? undefined : { privateKey, publicKey: publicKeyOf(privateKey) };
}

/** The other half of a key on the curve P-256, as browsers take it. */
function publicKeyOf(privateKey: string): string {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  return curve.getPublicKey().toString('base64url');
}
