import { errorText } from './errorText.ts';
import { violationText, type BrokenRule } from './violationText.ts';

interface Refusal {
  code: string;
  /** Where it is the input that was refused. */
  violations?: readonly BrokenRule[];
}

/** What is wrong, in words: the first rule that is broken, else what the error means. */
export function refusalText({ code, violations }: Refusal): string {
  const violation = violations?.[0];
  return violation ? violationText(violation) : errorText(code);
}
