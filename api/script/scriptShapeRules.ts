import { z } from 'zod';
import type { Script } from '../../prisma/generated/client/client.ts';
import { KeywordMatch, ScriptHours, ScriptKind } from '../../prisma/generated/client/enums.ts';
import { InvalidInputError, type Violation } from '../core/errors.ts';
import { folded, id, name, requiredText } from '../core/input.ts';
import { hasUnknownVariable } from './variableRules.ts';

/** How many there can be: all of them are kept in memory and asked together. */
export const mostScripts = 300;
/** A nudge sooner than this would be impatience, in seconds. */
export const shortestSilence = 10;

/** What can be said of a script. */
export const scriptShape = z.object({
  siteId: id.nullish().transform((siteId) => siteId ?? null),
  content: requiredText(2000),
  keywords: z
    .array(name(60))
    .max(50)
    .transform((keywords) => keywords.filter((one, at) => isFirst(one, at, keywords))),
  keywordMatch: z.enum(KeywordMatch),
  delaySeconds: z.int().min(0).max(3600),
  hours: z.enum(ScriptHours),
  mayFollowAgent: z.boolean(),
  timesPerSession: z.int().min(1).max(20),
  isEnabled: z.boolean(),
});

export const kindShape = z.enum(ScriptKind);

/** All of a script that somebody decides. */
export type ScriptWords = Pick<Script, 'kind'> & z.output<typeof scriptShape>;

/** What the audit tells of a script. */
export const scriptFields = [
  'kind',
  'siteId',
  'content',
  'keywords',
  'keywordMatch',
  'delaySeconds',
  'hours',
  'mayFollowAgent',
  'timesPerSession',
  'isEnabled',
] as const;

/**
 * A script with what its kind does not use at what means nothing, so that what is kept is what is done.
 * @throws InvalidInputError when its kind asks for something else
 */
export function consistent(script: ScriptWords): ScriptWords {
  const { kind, content, keywords, delaySeconds } = script;
  const violations: Violation[] = [];
  if (hasUnknownVariable(kind, content)) violations.push({ field: 'content', rule: 'MALFORMED' });
  if (kind === 'KEYWORD' && keywords.length === 0) violations.push({ field: 'keywords', rule: 'REQUIRED' });
  if (kind === 'NUDGE' && delaySeconds < shortestSilence)
    violations.push({ field: 'delaySeconds', rule: 'OUT_OF_RANGE', limit: shortestSilence });
  if (violations.length > 0) throw new InvalidInputError(violations);
  // These two are said by the hours themselves.
  const hasHours = kind !== 'AFTER_HOURS' && kind !== 'NOBODY_REACHABLE';
  return {
    ...script,
    keywords: kind === 'KEYWORD' ? keywords : [],
    keywordMatch: kind === 'KEYWORD' ? script.keywordMatch : 'ANY',
    delaySeconds: kind === 'GREETING' || kind === 'NUDGE' ? delaySeconds : 0,
    hours: hasHours ? script.hours : 'ALWAYS',
    timesPerSession: kind === 'GREETING' ? 1 : script.timesPerSession,
    mayFollowAgent: kind === 'GREETING' ? false : script.mayFollowAgent,
  };
}

function isFirst(keyword: string, at: number, keywords: readonly string[]): boolean {
  return keywords.findIndex((other) => folded(other) === folded(keyword)) === at;
}
