import { clip } from '../core/input.ts';

/** An account as an identity provider tells of it. */
export interface ProviderAccount {
  issuer: string;
  /** By what the provider knows the account; never changes. */
  subject: string;
  /** Only where the provider says that it is verified; in small letters. */
  email: string | null;
  /** What to call it. */
  label: string;
}

type Claims = Readonly<Record<string, unknown>>;

/** The account of an ID token, with what the provider's userinfo adds. */
export function accountFrom(
  token: Claims & { iss: string; sub: string },
  more: Claims = {},
): ProviderAccount {
  const claims = { ...more, ...token };
  const words = (name: string) => (typeof claims[name] === 'string' ? claims[name].trim() : '');
  const email = words('email').toLowerCase();
  const label = email || words('preferred_username') || words('name') || token.sub;
  return {
    issuer: token.iss,
    subject: token.sub,
    email: email && claims.email_verified === true ? email : null,
    label: clip(label, 200),
  };
}

/** Whether accounts like this may be used: any, or those with a verified address of one of some domains. */
export function isWelcome({ email }: ProviderAccount, allowedDomains: readonly string[]): boolean {
  if (allowedDomains.length === 0) return true;
  const domain = email?.split('@').at(-1);
  return domain !== undefined && allowedDomains.includes(domain);
}

/** Whether an address may be a provider's: HTTPS, or this machine itself. */
export function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.search || url.hash || url.username || url.password) return false;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}

export function isDomain(text: string): boolean {
  return text.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(text);
}

/** Where to go after signing in: only ever to a page of the console. */
export function pageWithin(path: string | null): string {
  return path && path.length <= 500 && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/';
}

/** What decides whether somebody's password is taken. */
export interface PasswordCase {
  isEnabled: boolean;
  isOnlyWay: boolean;
  keptAgentId: string | null;
  /** Whether the one whose password is kept can sign in at all. */
  isKeptAgentThere: boolean;
}

/**
 * Whether an agent's password signs in: everybody's, unless the provider is the only way; then that of the one who is kept
 * for emergencies, and should that one be gone, of all who could switch it off.
 */
export function takesPassword(
  rule: PasswordCase | null,
  agent: { id: string; managesSettings: boolean },
): boolean {
  if (!rule?.isEnabled || !rule.isOnlyWay) return true;
  return rule.isKeptAgentThere ? agent.id === rule.keptAgentId : agent.managesSettings;
}
