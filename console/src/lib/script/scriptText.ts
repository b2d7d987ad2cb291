import type { ScriptHours, ScriptKind, ScriptVerdict } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** The kinds in the order of a visit: coming, waiting, asking, falling silent. */
export const scriptKinds = [
  'GREETING',
  'QUEUE_POSITION',
  'NOBODY_REACHABLE',
  'AFTER_HOURS',
  'KEYWORD',
  'NUDGE',
] as const satisfies readonly ScriptKind[];

const names: Record<ScriptKind, () => string> = {
  GREETING: m.script_greeting,
  QUEUE_POSITION: m.script_queue,
  NOBODY_REACHABLE: m.script_nobody,
  AFTER_HOURS: m.script_after_hours,
  KEYWORD: m.script_keyword,
  NUDGE: m.script_nudge,
};

const explanations: Record<ScriptKind, () => string> = {
  GREETING: m.script_greeting_text,
  QUEUE_POSITION: m.script_queue_text,
  NOBODY_REACHABLE: m.script_nobody_text,
  AFTER_HOURS: m.script_after_hours_text,
  KEYWORD: m.script_keyword_text,
  NUDGE: m.script_nudge_text,
};

const hours: Record<ScriptHours, () => string> = {
  ALWAYS: m.script_hours_always,
  WITHIN: m.script_hours_within,
  OUTSIDE: m.script_hours_outside,
};

const verdicts: Record<ScriptVerdict, () => string> = {
  SAID: m.script_verdict_said,
  DISABLED: m.script_verdict_disabled,
  OTHER_SITE: m.script_verdict_other_site,
  DO_NOT_DISTURB: m.script_verdict_do_not_disturb,
  OTHER_HOURS: m.script_verdict_other_hours,
  AFTER_AGENT: m.script_verdict_after_agent,
  SAID_BEFORE: m.script_verdict_said_before,
  OTHER_MOMENT: m.script_verdict_other_moment,
  NO_KEYWORD: m.script_verdict_no_keyword,
  TOO_SOON: m.script_verdict_too_soon,
  ANOTHER_FIRST: m.script_verdict_another_first,
};

export const kindText = (kind: ScriptKind): string => names[kind]();
/** When such a script speaks, in a sentence. */
export const kindExplanation = (kind: ScriptKind): string => explanations[kind]();
export const hoursText = (value: ScriptHours): string => hours[value]();
export const verdictText = (verdict: ScriptVerdict): string => verdicts[verdict]();

/** What a kind lets be decided; the others mean nothing there. */
export function fieldsOf(kind: ScriptKind) {
  return {
    keywords: kind === 'KEYWORD',
    delay: kind === 'GREETING' || kind === 'NUDGE',
    hours: kind !== 'AFTER_HOURS' && kind !== 'NOBODY_REACHABLE',
    repeats: kind !== 'GREETING',
  };
}
