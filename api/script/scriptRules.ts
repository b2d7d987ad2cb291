import type { Script } from '../../prisma/generated/client/client.ts';
import type { ScriptKind } from '../../prisma/generated/client/enums.ts';
import type { SessionReach } from '../session/sessionRules.ts';
import { occasionOf } from './occasionRules.ts';

/** What was said automatically in a session. */
export interface SaidScript {
  scriptId: string | null;
  kind: ScriptKind;
  at: Date;
  /** The place in the queue that it told. */
  queuePosition: number | null;
}

/** A session at a moment, as far as it decides what is said automatically. */
export interface ScriptMoment {
  now: Date;
  siteId: string;
  /** Whether one of the site's departments works now. */
  isOpen: boolean;
  startedAt: Date;
  reach: SessionReach;
  queuePosition: number | null;
  isUndisturbed: boolean;
  isVisitorHere: boolean;
  hasVisitorSpoken: boolean;
  hasAgentWritten: boolean;
  /** What the visitor has written since scripts were asked last, oldest first. */
  newTexts: readonly string[];
  /** The last word of a person. */
  lastWord: { author: 'VISITOR' | 'AGENT'; at: Date } | null;
  /** Oldest first. */
  said: readonly SaidScript[];
}

/** Why a script speaks or not. */
export type ScriptVerdict =
  | 'SAID'
  | 'DISABLED'
  | 'OTHER_SITE'
  | 'DO_NOT_DISTURB'
  | 'OTHER_HOURS'
  | 'AFTER_AGENT'
  | 'SAID_BEFORE'
  | 'OTHER_MOMENT'
  | 'NO_KEYWORD'
  | 'TOO_SOON'
  | 'ANOTHER_FIRST';

/** What is thought of one script at a moment. */
export interface Judgement {
  script: Script;
  verdict: ScriptVerdict;
  /** When it may fit if nothing happens until then; null when something must happen first. */
  from: Date | null;
}

/** At one moment the kind that stands first speaks: what was asked for, who can answer, then courtesies. */
export const scriptKinds = [
  'KEYWORD',
  'AFTER_HOURS',
  'NOBODY_REACHABLE',
  'QUEUE_POSITION',
  'GREETING',
  'NUDGE',
] as const satisfies readonly ScriptKind[];

/** Between two automatic messages of a session is at least this, in milliseconds. */
export const quietMs = 5_000;

/** Scripts in the order in which they are asked: by kind, then by position. */
export function inOrder(scripts: readonly Script[]): Script[] {
  const rank = ({ kind }: Script) => scriptKinds.indexOf(kind);
  return scripts.toSorted((a, b) => rank(a) - rank(b) || a.position - b.position || (a.id < b.id ? -1 : 1));
}

/**
 * Decides which script speaks at a moment: the first in order that fits, and only that one (SPEC 8, 引擎话术). Never after
 * an agent has written unless the script may, never to visitors who are not to be disturbed, and never shortly after another.
 * @returns what is thought of each, in order; at most one is SAID
 */
export function judgeScripts(scripts: readonly Script[], moment: ScriptMoment): Judgement[] {
  const quietUntil = quietAfter(moment.said.at(-1));
  let isSaid = false;
  return inOrder(scripts).map((script) => {
    const { verdict, from = null } = judge(script, moment);
    if (verdict !== 'SAID') return { script, verdict, from };
    if (quietUntil && quietUntil > moment.now) return { script, verdict: 'TOO_SOON', from: quietUntil };
    // It may have something to say when the other has spoken: asked again then.
    if (isSaid) return { script, verdict: 'ANOTHER_FIRST', from: quietAfter({ at: moment.now }) };
    isSaid = true;
    return { script, verdict, from: null };
  });
}

/** When the scripts are to be asked again, should nothing happen until then; null when they need not. */
export function nextLook(judgements: readonly Judgement[]): Date | null {
  const times = judgements.flatMap(({ from }) => (from ? [from.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

type Verdict = ReturnType<typeof occasionOf>;

function judge(script: Script, moment: ScriptMoment): Verdict {
  if (!script.isEnabled) return { verdict: 'DISABLED' };
  if (script.siteId !== null && script.siteId !== moment.siteId) return { verdict: 'OTHER_SITE' };
  if (!moment.isUndisturbed) return { verdict: 'DO_NOT_DISTURB' };
  if (script.hours !== 'ALWAYS' && (script.hours === 'WITHIN') !== moment.isOpen)
    return { verdict: 'OTHER_HOURS' };
  if (moment.hasAgentWritten && !script.mayFollowAgent) return { verdict: 'AFTER_AGENT' };
  const count = moment.said.filter(({ scriptId }) => scriptId === script.id).length;
  if (count >= script.timesPerSession) return { verdict: 'SAID_BEFORE' };
  return occasionOf(script, moment);
}

function quietAfter(said: { at: Date } | undefined): Date | null {
  return said ? new Date(said.at.getTime() + quietMs) : null;
}
