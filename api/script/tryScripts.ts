import type { z } from 'zod';
import type { Script } from '../../prisma/generated/client/client.ts';
import { asAgent, hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput } from '../core/input.ts';
import { getSettings } from '../setting/settings.ts';
import { hoursText } from '../site/hoursTextRules.ts';
import { siteHours } from '../site/siteHours.ts';
import { judgeScripts, type Judgement } from './scriptRules.ts';
import { timeOfTrial, trialMoment, trialShape } from './trialRules.ts';
import { fillVariables } from './variableRules.ts';

/** What would be said, and what is thought of each script. */
export interface ScriptTrial {
  script: Script | null;
  /** As the visitor would read it. */
  text: string | null;
  /** Whether one of the site's departments works at that time. */
  isOpen: boolean;
  judgements: Judgement[];
}

/** Whom a trial's visitor is called. */
const nickname = '10086420';

/**
 * Tells what the scripts would say at a moment that is made up, by the rules by which they speak. Changes nothing.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function tryScripts(
  core: Core,
  actor: Actor,
  input: z.input<typeof trialShape>,
): Promise<ScriptTrial> {
  const trial = checkInput(trialShape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'MANAGE_SCRIPTS')) throw new NotAllowedError();
  const { prisma } = core.database;
  const site = await prisma.site.findUnique({ where: { id: trial.siteId }, select: { name: true } });
  if (!site) throw new NotFoundError('site');
  const { timeZone } = await getSettings(core);
  const now = timeOfTrial(trial, core.clock.now(), timeZone);
  const hours = await siteHours(core, prisma, trial.siteId);
  const isOpen = hours.isOpenAt(now);
  const scripts = await prisma.script.findMany();
  const moment = trialMoment(trial, now, isOpen, scripts);
  const judgements = judgeScripts(scripts, moment);
  const script = judgements.find(({ verdict }) => verdict === 'SAID')?.script ?? null;
  const { queuePosition, reach } = moment;
  const text =
    script &&
    fillVariables(script.content, {
      'visitor.nickname': nickname,
      'agent.name': reach === 'ANSWERED' ? agent.displayName : null,
      'site.name': site.name,
      hours: hoursText(hours.schedules, ''),
      'queue.position': queuePosition === null ? null : String(queuePosition),
    });
  return { script, text, isOpen, judgements };
}
