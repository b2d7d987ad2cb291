import { InvalidInputError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { isCommonPassword } from './commonPasswords.ts';
import { isMadeOf, productWords } from './passwordRules.ts';

/**
 * Refuses a password that others would try first: one of those that are used most, or one that is made of the agent's login or
 * name, the organisation's name, or the product's.
 * @param words what is known of the agent, and of an organisation that is not stored yet
 * @throws InvalidInputError
 */
export async function assertNotGuessable(
  transaction: Transaction,
  password: string,
  words: readonly string[],
  field: string,
): Promise<void> {
  const organisation = await transaction.department.findFirst({
    where: { parentId: null },
    select: { name: true },
  });
  const known = [...words, ...productWords, ...(organisation ? [organisation.name] : [])];
  if (isMadeOf(password, known) || (await isCommonPassword(password)))
    throw new InvalidInputError([{ field, rule: 'GUESSABLE' }]);
}
