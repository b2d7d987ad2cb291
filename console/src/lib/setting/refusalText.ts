import type { RefusalFragment } from '#lib/gql/generated.ts';
import { errorText } from './errorText.ts';
import { violationText } from './violationText.ts';

/** What is wrong, in words: the first rule that an input breaks, else what the error means. */
export function refusalText(refusal: RefusalFragment): string {
  const violation = refusal.__typename === 'InvalidInputError' ? refusal.violations[0] : undefined;
  return violation ? violationText(violation) : errorText(refusal.code);
}
