import type { ViolationRule } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

export interface BrokenRule {
  rule: ViolationRule;
  limit: number | null;
}

/** Which rule a text breaks, in words. */
export function violationText({ rule, limit }: BrokenRule): string {
  switch (rule) {
    case 'REQUIRED':
      return m.violation_required();
    case 'TOO_LONG':
      return m.violation_too_long({ limit: limit ?? 0 });
    case 'TOO_SHORT':
      return m.violation_too_short({ limit: limit ?? 0 });
    case 'GUESSABLE':
      return m.violation_guessable();
    case 'OUT_OF_RANGE':
    case 'MALFORMED':
      return m.error_invalid_input();
  }
}
