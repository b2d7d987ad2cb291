import { newSecret } from '../core/secret.ts';
import { mark } from './apiTokenRules.ts';

/** A new API token, of 256 random bits. */
export function newApiToken(): string {
  return mark + newSecret();
}
