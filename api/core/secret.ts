import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 random bits, safe in headers, cookies and addresses. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The form in which a secret is kept: SHA-256 in hexadecimal. Enough for secrets with 256 random bits, which nobody
 * can guess from a hash; passwords need a slow hash instead.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
