import { z } from 'zod';
import { EventType } from '../../prisma/generated/client/enums.ts';
import { id, name, requiredText } from '../core/input.ts';

/** How long the secret of before signs as well after a rotation. */
export const overlapMs = 24 * 3_600_000;
/** After so long without a success a delivery is given up, and a webhook switched off. */
export const giveUpMs = 24 * 3_600_000;
/** The longest pause between two tries. */
const longestPauseMs = 3_600_000;

const url = requiredText(2000)
  .transform((value) => value.trim())
  .refine((value) => ['http:', 'https:'].includes(URL.parse(value)?.protocol ?? ''), {
    params: { rule: 'MALFORMED' },
  })
  // Who must be let in there proves it by the signature; an address with a password in it would be shown to many.
  .refine((value) => !URL.parse(value)?.username && !URL.parse(value)?.password, {
    params: { rule: 'MALFORMED' },
  });

/** What can be said of a webhook. */
export const webhookShape = z.object({
  name: name(100),
  url,
  types: z
    .array(z.enum(EventType))
    .max(100)
    .transform((types) => Object.values(EventType).filter((type) => types.includes(type))),
  siteId: id.nullable(),
});

/** What the audit tells of a webhook. */
export const webhookFields = ['name', 'url', 'types', 'siteId', 'isEnabled'] as const;

/**
 * The pause after so many tries: it doubles up to an hour, and is up to a fifth longer by chance, so that what failed
 * together does not come together again.
 * @param firstPauseMs after the first try @param chance from 0 to 1
 */
export function pauseAfter(attemptsCount: number, firstPauseMs: number, chance: number): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attemptsCount - 1, 20));
  return Math.round(pause * (1 + chance / 5));
}
