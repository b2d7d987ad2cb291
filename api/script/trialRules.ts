import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Script } from '../../prisma/generated/client/client.ts';
import { id, text } from '../core/input.ts';
import type { ScriptMoment } from './scriptRules.ts';
import { mostScripts } from './scriptShapeRules.ts';

export const trialShape = z
  .object({
    siteId: id,
    occasion: z.enum(['ENTERED', 'WROTE', 'SILENT']),
    text: text(4000).nullish(),
    seconds: z.int().min(0).max(86_400).default(0),
    localTime: z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, { error: 'MALFORMED' })
      .refine((time) => DateTime.fromISO(time).isValid, { params: { rule: 'MALFORMED' } })
      .nullish(),
    reach: z.enum(['ANSWERED', 'QUEUED', 'NOBODY_REACHABLE']).default('ANSWERED'),
    queuePosition: z.int().min(1).max(10_000).default(1),
    hasAgentWritten: z.boolean().default(false),
    isVisitorWaiting: z.boolean().default(false),
    saidScriptIds: z.array(id).max(mostScripts).default([]),
  })
  .refine(({ occasion, text }) => occasion !== 'WROTE' || text?.trim(), {
    path: ['text'],
    params: { rule: 'REQUIRED' },
  });

export type Trial = z.output<typeof trialShape>;

/** When a trial happens: now, or at a time by the organisation's clock. */
export function timeOfTrial({ localTime }: Trial, now: Date, timeZone: string): Date {
  return localTime ? DateTime.fromISO(localTime, { zone: timeZone }).toJSDate() : now;
}

/** The moment that a trial makes up: as a session would be in which this happened after what was said. */
export function trialMoment(
  trial: Trial,
  now: Date,
  isOpen: boolean,
  scripts: readonly Script[],
): ScriptMoment {
  const { siteId, occasion, reach, hasAgentWritten, isVisitorWaiting, saidScriptIds } = trial;
  const before = new Date(now.getTime() - trial.seconds * 1000);
  // What a visitor writes comes long after what was said before it.
  const longBefore = new Date(before.getTime() - 60_000);
  const saidAt = occasion === 'WROTE' || isVisitorWaiting ? longBefore : before;
  const newTexts = occasion === 'WROTE' ? [trial.text ?? ''] : [];
  const agentsWord = hasAgentWritten ? ({ author: 'AGENT', at: before } as const) : null;
  const lastWord = isVisitorWaiting ? ({ author: 'VISITOR', at: before } as const) : agentsWord;
  return {
    now,
    siteId,
    isOpen,
    startedAt: before,
    reach,
    queuePosition: reach === 'QUEUED' ? trial.queuePosition : null,
    isUndisturbed: true,
    isVisitorHere: true,
    hasVisitorSpoken: occasion !== 'ENTERED',
    hasAgentWritten,
    newTexts,
    lastWord: occasion === 'WROTE' ? { author: 'VISITOR', at: now } : lastWord,
    said: saidScriptIds.flatMap((scriptId) => {
      const script = scripts.find((one) => one.id === scriptId);
      return script ? [{ scriptId, kind: script.kind, at: saidAt, queuePosition: null }] : [];
    }),
  };
}
