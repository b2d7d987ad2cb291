import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Core } from './core.ts';
import { storedSecret } from './storedSecret.ts';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a text that must be read again, so that a copy of the database alone does not tell it: with the key of the
 * environment (`SECRET_KEY`), else with one of the database, which keeps it from eyes and logs only.
 * Not within a transaction: embedded, the key is read on the same connection.
 * @param purpose what it is; it opens for nothing else
 */
export async function seal(core: Core, purpose: string, text: string): Promise<string> {
  const [key] = await keysOf(core);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Reads what was sealed for this purpose; undefined for what was changed, or sealed with a key that is gone. */
export async function unseal(core: Core, purpose: string, sealed: string): Promise<string | undefined> {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < ivBytes + tagBytes) return undefined;
  for (const key of await keysOf(core)) {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    try {
      const opened = [decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    } catch {
      // Not with this key.
    }
  }
  return undefined;
}

/** The key to seal with, then those that what was sealed before may need: the environment's key may have come later. */
async function keysOf(core: Core): Promise<[Buffer, ...Buffer[]]> {
  const stored = keyFrom(await storedSecret(core, 'sealing'));
  const { secretKey } = core.environment;
  return secretKey ? [keyFrom(secretKey), stored] : [stored];
}

function keyFrom(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'dukou sealing', 32));
}
