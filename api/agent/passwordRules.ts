import { InvalidInputError } from '../core/errors.ts';
import { characterCount, text } from '../core/input.ts';
import { normaliseLogin } from './signInRules.ts';

const minLength = 8;

/** A password that somebody chooses: 8 to 200 characters, whatever they are. */
export const newPassword = text(200).refine((value) => characterCount(value) >= minLength, {
  params: { rule: 'TOO_SHORT', limit: minLength },
});

/** @throws InvalidInputError when the password is the login, which others would try first. */
export function assertNotLogin(password: string, login: string, field: string): void {
  if (normaliseLogin(password) === normaliseLogin(login))
    throw new InvalidInputError([{ field, rule: 'GUESSABLE' }]);
}
