import type { Script } from '../../prisma/generated/client/client.ts';
import type { ScriptKind } from '../../prisma/generated/client/enums.ts';
import { folded } from '../core/input.ts';
import { holdsKeywords } from './keywordRules.ts';
import type { ScriptMoment, ScriptVerdict } from './scriptRules.ts';

/** A place in the queue is told again after this at the earliest, in milliseconds. */
const queuePauseMs = 30_000;
/** And when the visitor has come at least so many places nearer, or is next. */
const queueSteps = 2;

interface Occasion {
  verdict: ScriptVerdict;
  from?: Date;
}

const fits: Occasion = { verdict: 'SAID' };
const otherMoment: Occasion = { verdict: 'OTHER_MOMENT' };
const saidBefore: Occasion = { verdict: 'SAID_BEFORE' };
const notBefore = (from: Date): Occasion => ({ verdict: 'TOO_SOON', from });

/** Whether a moment is one of those at which a kind of script speaks. */
const occasions: Record<ScriptKind, (script: Script, moment: ScriptMoment) => Occasion> = {
  KEYWORD(script, { newTexts }) {
    if (newTexts.length === 0) return otherMoment;
    return newTexts.some((text) => holdsKeywords(script, folded(text))) ? fits : { verdict: 'NO_KEYWORD' };
  },
  AFTER_HOURS: (script, moment) => (moment.isOpen ? otherMoment : unreachable(script, moment)),
  NOBODY_REACHABLE: (script, moment) => (moment.isOpen ? unreachable(script, moment) : otherMoment),
  QUEUE_POSITION(script, { reach, queuePosition, said, now }) {
    if (reach !== 'QUEUED' || queuePosition === null) return otherMoment;
    const last = said.findLast(({ kind }) => kind === script.kind);
    if (!last) return fits;
    // One of them speaks in a session; the next one would say the same in other words.
    if (last.scriptId !== script.id) return saidBefore;
    const pause = after(last.at, queuePauseMs);
    if (now < pause) return notBefore(pause);
    const told = last.queuePosition ?? Infinity;
    const isNext = queuePosition === 1 && told > 1;
    return isNext || told - queuePosition >= queueSteps ? fits : notBefore(after(now, queuePauseMs));
  },
  GREETING({ delaySeconds }, { hasVisitorSpoken, startedAt, said, now }) {
    if (said.some(({ kind }) => kind === 'GREETING')) return saidBefore;
    if (hasVisitorSpoken || said.length > 0) return otherMoment;
    const from = after(startedAt, delaySeconds * 1000);
    return now < from ? notBefore(from) : fits;
  },
  NUDGE({ delaySeconds }, { reach, isVisitorHere, lastWord, said, now }) {
    const lastSaid = said.at(-1);
    const isAnswer = lastSaid !== undefined && (lastWord === null || lastSaid.at >= lastWord.at);
    // Who waits for an answer is not the one who is silent.
    const isVisitorsTurn = isAnswer || lastWord?.author === 'AGENT';
    if (reach !== 'ANSWERED' || !isVisitorHere || !isVisitorsTurn) return otherMoment;
    const from = after((isAnswer ? lastSaid.at : lastWord?.at) ?? now, delaySeconds * 1000);
    return now < from ? notBefore(from) : fits;
  },
};

export function occasionOf(script: Script, moment: ScriptMoment): Occasion {
  return occasions[script.kind](script, moment);
}

/** Nobody is reachable: said once, and again, if it may be, only to who has written since. */
function unreachable(script: Script, { reach, said, newTexts }: ScriptMoment): Occasion {
  if (reach !== 'NOBODY_REACHABLE') return otherMoment;
  const last = said.findLast(({ kind }) => kind === script.kind);
  if (!last) return fits;
  if (last.scriptId !== script.id) return saidBefore;
  return newTexts.length > 0 ? fits : otherMoment;
}

function after(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}
