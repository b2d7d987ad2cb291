import { progressOf, type ProgressStep } from '../../api/visitor/progressRules.ts';
import { builder } from '../builder.ts';
import { TagType } from '../tag/tagType.ts';

const ProgressStepStage = builder.enumType('ProgressStepStage', {
  description: 'A step of the way from the first word to the visit.',
  values: {
    FIRST_WORD: { description: 'The visitor has spoken.' },
    CONTACT: { description: 'The visitor has left contact data.' },
    APPOINTMENT: { description: 'The visitor has an appointment.' },
    ARRIVAL: { description: 'The visitor has come.' },
  } as const satisfies Record<ProgressStep['stage'], object>,
});

const ProgressStepType = builder.objectRef<ProgressStep>('ProgressStep').implement({
  description: 'One step of a visitor’s progress, reached or not.',
  fields: (t) => ({
    stage: t.expose('stage', { type: ProgressStepStage, description: 'Which step.' }),
    reachedAt: t.expose('reachedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was reached; null when it has not been.',
    }),
    tagNames: t.exposeStringList('tagNames', { description: 'The tags by which it was reached.' }),
  }),
});

const TaggingType = builder.prismaObject('Tagging', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    tag: t.relation('tag', { type: TagType, description: 'Which tag; it may have been deleted since.' }),
    isAutomatic: t.exposeBoolean('isAutomatic', {
      description: 'Set by what the visitor wrote, not by hand.',
    }),
    agent: t.relation('agent', { nullable: true, description: 'Who tagged; null when nobody did.' }),
    sessionId: t.exposeID('sessionId', { nullable: true }),
    seq: t.exposeInt('seq', { nullable: true }),
    taggedAt: t.expose('taggedAt', { type: 'DateTime', description: 'When.' }),
    removedAt: t.expose('removedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken away; null while the visitor has it.',
    }),
    removedBy: t.relation('removedBy', { nullable: true, description: 'Who took it away.' }),
  }),
});

const forAgents = { authScopes: { agent: true } };

builder.prismaObjectFields('Visitor', (t) => ({
  progress: t.field({
    ...forAgents,
    type: [ProgressStepType],
    description:
      'The way from the first word to the visit: four steps, each with when it was reached. For agents.',
    select: {
      taggings: { select: { taggedAt: true, removedAt: true, tag: { select: { name: true, stage: true } } } },
      sessions: {
        where: { visitorSpokeAt: { not: null } },
        orderBy: { visitorSpokeAt: 'asc' },
        take: 1,
        select: { visitorSpokeAt: true },
      },
    },
    resolve: ({ taggings, sessions }) => progressOf(sessions[0]?.visitorSpokeAt ?? null, taggings),
  }),
  taggings: t.relation('taggings', {
    ...forAgents,
    type: TaggingType,
    args: {},
    description: 'All tags that the visitor has and had, the latest first. For agents.',
    query: { orderBy: [{ taggedAt: 'desc' }, { id: 'desc' }], take: 200 },
  }),
}));
