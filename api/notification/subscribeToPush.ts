import { z } from 'zod';
import type { PushSubscription } from '../../prisma/generated/client/client.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { checkInput, clip } from '../core/input.ts';
import { languageTag } from '../core/languageRules.ts';
import { seal } from '../core/sealing.ts';
import { hashSecret } from '../core/secret.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertAddressIsCallable } from '../webhook/webhookAddress.ts';
import { WebhookAddressRefusedError } from '../webhook/webhookErrors.ts';
import { PushAddressRefusedError } from './notificationErrors.ts';
import { addressPurpose, type PushAddress } from './pushSubscriptionAccess.ts';

/** More browsers nobody has; the one that subscribed first goes. */
const mostSubscriptions = 20;

const base64url = (bytes: number) =>
  z
    .string()
    .refine((value) => /^[\w-]+={0,2}$/.test(value) && Buffer.from(value, 'base64url').length === bytes, {
      params: { rule: 'MALFORMED' },
    });

const shape = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  /** An uncompressed point of P-256, and 16 random bytes (RFC 8291). */
  publicKey: base64url(65),
  authSecret: base64url(16),
  language: languageTag,
});

/** What a request tells of the browser. */
export interface PushDevice {
  userAgent: string;
  ownOrigin: string;
}

/**
 * Has the browser of this sign-in show the agent's notifications while the console is closed, until the sign-in ends. Again is
 * safe; whoever subscribed with the same browser before is not told any more.
 * @throws InvalidInputError, NotSignedInError, NotAllowedError, PushAddressRefusedError
 */
export async function subscribeToPush(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
  device: PushDevice,
): Promise<PushSubscription> {
  const { language, ...keys } = checkInput(shape, input);
  const { agentId, credential } = asAgentInPerson(actor);
  await assertAddressIsCallable(core, keys.endpoint).catch((error: unknown) => {
    throw error instanceof WebhookAddressRefusedError ? new PushAddressRefusedError() : error;
  });
  const address: PushAddress = { ...keys, origin: device.ownOrigin };
  const fields = {
    agentId,
    endpointHash: hashSecret(keys.endpoint),
    sealedAddress: await seal(core, addressPurpose, JSON.stringify(address)),
    host: clip(new URL(keys.endpoint).host, 255),
    userAgent: clip(device.userAgent, 400),
    language,
  };
  const signInId = credential.id;
  return inTransaction(core, async (transaction) => {
    // Locked, so that two tabs that subscribe at once come one after the other, and a sign-in that ends is not brought back.
    const signIns = await transaction.$queryRaw<object[]>`
      SELECT "id" FROM "SignIn" WHERE "id" = ${signInId}::uuid FOR NO KEY UPDATE`;
    if (signIns.length === 0) throw new NotSignedInError();
    const { endpointHash } = fields;
    await transaction.pushSubscription.deleteMany({ where: { endpointHash, signInId: { not: signInId } } });
    const oldest = await transaction.pushSubscription.findMany({
      where: { agentId, signInId: { not: signInId } },
      orderBy: { createdAt: 'desc' },
      skip: mostSubscriptions - 1,
      select: { id: true },
    });
    await transaction.pushSubscription.deleteMany({ where: { id: { in: oldest.map(({ id }) => id) } } });
    return transaction.pushSubscription.upsert({
      where: { signInId },
      create: { ...fields, signInId, createdAt: core.clock.now() },
      update: fields,
    });
  });
}
