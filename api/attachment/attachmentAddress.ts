import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Core } from '../core/core.ts';
import { storedSecret } from '../core/storedSecret.ts';
import { attachmentVariants, type AttachmentVariant } from './attachmentRules.ts';

/** An address stays the same for so long, so that browsers keep what they have, and is good for as long again. */
const blockSeconds = 12 * 60 * 60;
const form = /^\/attachments\/([0-9a-f-]{36})\/([a-z]+)$/;

/** What an address asks for, once it is known to be one of ours. */
export interface OpenedAddress {
  attachmentId: string;
  variant: AttachmentVariant;
  /** How long it is still good for. */
  secondsLeft: number;
}

/**
 * The address, without its origin, under which a content is read by whoever has it: browsers send no credentials for an
 * image. Given only to those who may see what brings the attachment; useless for any other content, and after a day.
 */
export async function attachmentAddress(
  core: Core,
  attachmentId: string,
  variant: AttachmentVariant,
): Promise<string> {
  const expires = (Math.floor(secondsNow(core) / blockSeconds) + 2) * blockSeconds;
  const signature = await signatureOf(core, attachmentId, variant, expires);
  return `/attachments/${attachmentId}/${variant}?expires=${expires}&signature=${signature}`;
}

/** Reads an address; undefined for one that we never gave, or that is over. */
export async function openAttachmentAddress(core: Core, address: URL): Promise<OpenedAddress | undefined> {
  const [, attachmentId = '', word = ''] = form.exec(address.pathname) ?? [];
  const variant = attachmentVariants.find((one) => one === word);
  const written = address.searchParams.get('expires') ?? '';
  if (!variant || !/^\d{1,12}$/.test(written)) return undefined;
  const expires = Number(written);
  const secondsLeft = expires - secondsNow(core);
  const right = Buffer.from(await signatureOf(core, attachmentId, variant, expires));
  const given = Buffer.from(address.searchParams.get('signature') ?? '');
  const isOurs = given.length === right.length && timingSafeEqual(given, right);
  return isOurs && secondsLeft > 0 ? { attachmentId, variant, secondsLeft } : undefined;
}

async function signatureOf(
  core: Core,
  attachmentId: string,
  variant: string,
  expires: number,
): Promise<string> {
  const secret = await storedSecret(core, 'attachmentAddress');
  return createHmac('sha256', secret).update(`${attachmentId}\n${variant}\n${expires}`).digest('base64url');
}

function secondsNow({ clock }: Core): number {
  return Math.floor(clock.now().getTime() / 1000);
}
