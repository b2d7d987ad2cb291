import { NotFoundError } from '../../api/core/errors.ts';
import { inOrder, type Judgement, type ScriptVerdict } from '../../api/script/scriptRules.ts';
import type { Trial } from '../../api/script/trialRules.ts';
import { tryScripts, type ScriptTrial } from '../../api/script/tryScripts.ts';
import { builder } from '../builder.ts';
import { SessionReachType } from '../session/sessionType.ts';
import { ScriptType } from './scriptType.ts';

const ScriptVerdictType = builder.enumType('ScriptVerdict', {
  description: 'Why a script speaks at a moment, or does not.',
  values: {
    SAID: { description: 'It speaks.' },
    DISABLED: { description: 'It is switched off.' },
    OTHER_SITE: { description: 'It is for another site.' },
    DO_NOT_DISTURB: { description: 'The visitor’s messages are withheld.' },
    OTHER_HOURS: { description: 'It is for other hours.' },
    AFTER_AGENT: { description: 'An agent has written in the session.' },
    SAID_BEFORE: { description: 'It, or another of its kind, has been said as often as it may.' },
    OTHER_MOMENT: { description: 'It is for another moment.' },
    NO_KEYWORD: { description: 'The visitor wrote none of its keywords, or not all.' },
    TOO_SOON: { description: 'Its delay is not over, or something was said automatically just now.' },
    ANOTHER_FIRST: { description: 'It would fit, but another one comes first.' },
  } satisfies Record<ScriptVerdict, { description: string }>,
});

const TrialOccasionType = builder.enumType('TrialOccasion', {
  description: 'What happens in a trial of the scripts.',
  values: {
    ENTERED: { description: 'The visitor has come, so many seconds ago, and said nothing.' },
    WROTE: { description: 'The visitor writes.' },
    SILENT: { description: 'The visitor has said nothing for so many seconds.' },
  } satisfies Record<Trial['occasion'], { description: string }>,
});

const ScriptJudgementType = builder.objectRef<Judgement>('ScriptJudgement').implement({
  description: 'What is thought of one script at a moment.',
  fields: (t) => ({
    script: t.expose('script', { type: ScriptType, description: 'Which one.' }),
    verdict: t.expose('verdict', { type: ScriptVerdictType, description: 'Why it speaks, or does not.' }),
  }),
});

const ScriptTrialType = builder.objectRef<ScriptTrial>('ScriptTrial').implement({
  description: 'What the scripts would say at a moment that is made up.',
  fields: (t) => ({
    script: t.expose('script', {
      type: ScriptType,
      nullable: true,
      description: 'Which one would speak; null for none.',
    }),
    text: t.exposeString('text', {
      nullable: true,
      description: 'Its words as the visitor would read them.',
    }),
    isOpen: t.exposeBoolean('isOpen', { description: 'Whether the site is open at that time.' }),
    judgements: t.expose('judgements', {
      type: [ScriptJudgementType],
      description: 'What is thought of each script, in the order in which they are asked.',
    }),
  }),
});

const TryScriptsInput = builder.inputType('TryScriptsInput', {
  description: 'A moment at which the scripts are tried.',
  fields: (t) => ({
    siteId: t.id({ description: 'On which site.' }),
    occasion: t.field({ type: TrialOccasionType, description: 'What happens.' }),
    text: t.string({ required: false, description: 'What the visitor writes, for WROTE.' }),
    seconds: t.int({ defaultValue: 0, description: 'How long ago the visitor came, or has been silent.' }),
    localTime: t.string({
      required: false,
      description: 'When, by the organisation’s clock, as 2026-11-22T08:30; left out for now.',
    }),
    reach: t.field({
      type: SessionReachType,
      defaultValue: 'ANSWERED',
      description: 'How the visitor is answered.',
    }),
    queuePosition: t.int({ defaultValue: 1, description: 'The place in the queue, for QUEUED.' }),
    hasAgentWritten: t.boolean({ defaultValue: false, description: 'Whether an agent has written before.' }),
    isVisitorWaiting: t.boolean({
      defaultValue: false,
      description: 'Whether the visitor spoke last, for SILENT.',
    }),
    saidScriptIds: t.idList({
      defaultValue: [],
      description: 'What was said automatically before, in order.',
    }),
  }),
});

const authScopes = { permission: 'MANAGE_SCRIPTS' } as const;

builder.queryFields((t) => ({
  scripts: t.prismaField({
    type: [ScriptType],
    description: 'All scripts, in the order in which they are asked: by kind, then by position.',
    authScopes,
    resolve: async (query, _root, _args, { core }) =>
      inOrder(await core.database.prisma.script.findMany({ ...query })),
  }),
  tryScripts: t.field({
    type: ScriptTrialType,
    description: 'Tells what the scripts would say at a moment that is made up, and why. Changes nothing.',
    authScopes,
    args: { input: t.arg({ type: TryScriptsInput, description: 'At which moment.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => tryScripts(core, actor, input),
  }),
}));
