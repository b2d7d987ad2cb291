import { KeywordMatch, ScriptHours, ScriptKind } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';

export const ScriptKindType = builder.enumType('ScriptKind', {
  description:
    'At which moment of a session a script speaks. When several fit, KEYWORD comes before AFTER_HOURS, NOBODY_REACHABLE, QUEUE_POSITION, GREETING and NUDGE.',
  values: {
    [ScriptKind.KEYWORD]: { description: 'The visitor wrote one of its keywords.' },
    [ScriptKind.AFTER_HOURS]: {
      description: 'Nobody is reachable, and no department of the site works now.',
    },
    [ScriptKind.NOBODY_REACHABLE]: { description: 'Nobody is reachable although the site is open.' },
    [ScriptKind.QUEUE_POSITION]: { description: 'The visitor waits in the queue.' },
    [ScriptKind.GREETING]: { description: 'The visitor has come and said nothing yet.' },
    [ScriptKind.NUDGE]: {
      description: 'The visitor has said nothing since the last word of an agent or a script.',
    },
  } as const,
});

export const ScriptHoursType = builder.enumType('ScriptHours', {
  description: 'Within which hours a script speaks.',
  values: {
    [ScriptHours.ALWAYS]: { description: 'Whatever the time.' },
    [ScriptHours.WITHIN]: { description: 'While one of the site’s departments works.' },
    [ScriptHours.OUTSIDE]: { description: 'While none of them does.' },
  } as const,
});

export const KeywordMatchType = builder.enumType('KeywordMatch', {
  description: 'How many of its keywords a message must hold for a script to answer.',
  values: {
    [KeywordMatch.ANY]: { description: 'One of them.' },
    [KeywordMatch.ALL]: { description: 'All of them.' },
  } as const,
});

export const scriptDescriptions = {
  kind: 'At which moment it speaks.',
  content:
    'What it says, at most 2,000 characters. The variables {{visitor.nickname}}, {{agent.name}}, {{site.name}}, {{hours}} and, for QUEUE_POSITION, {{queue.position}} are filled in; others are refused.',
  keywords:
    'To what a KEYWORD answers; at most 50 of at most 60 characters, found as search finds words. Empty for other kinds.',
  keywordMatch: 'How many of them the visitor must write.',
  delaySeconds:
    'How long a GREETING waits after the visitor came, and how long a NUDGE is silent, at least 10; at most 3,600. 0 for other kinds.',
  hours: 'When it speaks. AFTER_HOURS and NOBODY_REACHABLE have the site’s hours by themselves.',
  mayFollowAgent: 'Whether it speaks although an agent has written in the session. Never for a GREETING.',
  timesPerSession: 'How often in a session at most, 1 to 20. A GREETING is said once.',
  isEnabled: 'Whether it is switched on.',
};

export const ScriptType = builder.prismaObject('Script', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    kind: t.expose('kind', { type: ScriptKindType, description: scriptDescriptions.kind }),
    site: t.relation('site', { nullable: true, description: 'On which site it speaks; null for all.' }),
    content: t.exposeString('content', { description: scriptDescriptions.content }),
    keywords: t.exposeStringList('keywords', { description: scriptDescriptions.keywords }),
    keywordMatch: t.expose('keywordMatch', {
      type: KeywordMatchType,
      description: scriptDescriptions.keywordMatch,
    }),
    delaySeconds: t.exposeInt('delaySeconds', { description: scriptDescriptions.delaySeconds }),
    hours: t.expose('hours', { type: ScriptHoursType, description: scriptDescriptions.hours }),
    mayFollowAgent: t.exposeBoolean('mayFollowAgent', { description: scriptDescriptions.mayFollowAgent }),
    timesPerSession: t.exposeInt('timesPerSession', { description: scriptDescriptions.timesPerSession }),
    isEnabled: t.exposeBoolean('isEnabled', { description: scriptDescriptions.isEnabled }),
    position: t.exposeInt('position', {
      description: 'Scripts of a kind are sorted by it: of those that fit, the first speaks.',
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was changed last.' }),
  }),
});
