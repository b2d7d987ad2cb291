import { Secret, TOTP } from 'otpauth';

/** As authenticator apps expect it, unless told otherwise: RFC 6238 with SHA-1, six digits, half a minute. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Codes of the step before and after are taken too: clocks differ, and people type slowly. */
const tolerance = 1;
const issuer = 'Dukou 渡口';

/** A new key, in base32: 160 random bits, as RFC 4226 asks for. */
export function newKey(): string {
  return new Secret({ size: 20 }).base32;
}

/** What a QR code says to an authenticator app. */
export function keyUri(login: string, key: string): string {
  return new TOTP({ ...form, issuer, label: login, secret: Secret.fromBase32(key) }).toString();
}

/** The time step whose code this is, counted from 1970; undefined for codes of no step near this moment. */
export function stepOfCode(code: string, key: string, now: Date): number | undefined {
  const token = code.replaceAll(/[\s-]/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    ...form,
    token,
    secret: Secret.fromBase32(key),
    timestamp,
    window: tolerance,
  });
  return delta === null ? undefined : TOTP.counter({ period: form.period, timestamp }) + delta;
}

/**
 * 120 random bits in base32, in groups of four: nobody can guess it from a hash without salt (OWASP ASVS 6.5.2 asks for 112),
 * and it can be copied from paper.
 */
export function newRecoveryCode(): string {
  const letters = new Secret({ size: 15 }).base32.toLowerCase();
  return letters.match(/.{4}/g)?.join('-') ?? letters;
}
