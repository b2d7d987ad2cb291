import { canManageTag } from '../../api/tag/tagRules.ts';
import { ProgressStage } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { ContactKindType } from '../contactDetail/contactDetailType.ts';

export const ProgressStageType = builder.enumType('ProgressStage', {
  description: 'A step of the way from the first word to the visit that a tag can stand for.',
  values: {
    [ProgressStage.CONTACT]: { description: 'The visitor has left contact data.' },
    [ProgressStage.APPOINTMENT]: { description: 'The visitor has an appointment.' },
    [ProgressStage.ARRIVAL]: { description: 'The visitor has come.' },
  } as const,
});

export const TagType = builder.prismaObject('Tag', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    color: t.exposeString('color'),
    isSystem: t.exposeBoolean('isSystem'),
    kinds: t.expose('kinds', { type: [ContactKindType] }),
    stage: t.expose('stage', { type: ProgressStageType, nullable: true }),
    usageCount: t.relationCount('taggings', {
      where: { removedAt: null },
      authScopes: { agent: true },
      description: 'How many visitors have it now. For agents.',
    }),
    viewerCanManage: t.boolean({
      description: 'Whether whoever asks may change and delete it.',
      resolve: (tag, _args, { actor }) => canManageTag(actor, tag),
    }),
  }),
});

builder.queryField('tags', (t) =>
  t.prismaField({
    type: [TagType],
    description: 'All tags, those of the system first. For agents.',
    authScopes: { agent: true },
    resolve: (query, _root, _args, { core }) =>
      core.database.prisma.tag.findMany({
        ...query,
        where: { deletedAt: null },
        orderBy: [{ isSystem: 'desc' }, { position: 'asc' }, { id: 'asc' }],
      }),
  }),
);
