import { z } from 'zod';
import { requiredText } from '../core/input.ts';
import { attributesShape } from './attributeRules.ts';

/** A token may be good for this long: what is stolen later is worth nothing. */
export const longestLifetimeSeconds = 24 * 3600;
/** By how much two machines' clocks may differ. */
export const clockToleranceSeconds = 60;
export const externalIdShape = requiredText(200);

/** What a token says besides for whom and until when. */
export const claimsShape = z.object({
  sub: externalIdShape,
  exp: z.number(),
  name: requiredText(60)
    .transform((value) => value.trim())
    .optional(),
  attributes: attributesShape.optional(),
});

/** Who a site's own system says that a visitor is. */
export type Identity = z.output<typeof claimsShape>;
