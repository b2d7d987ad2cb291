import { z } from 'zod';

/** A language as BCP 47 names it: `zh-CN`, `en`. */
export const languageTag = z
  .string()
  .max(35)
  .refine(isLanguageTag, { params: { rule: 'MALFORMED' } });

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
