import { builder } from '../builder.ts';

export const TagType = builder.prismaObject('Tag', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    color: t.exposeString('color'),
    isSystem: t.exposeBoolean('isSystem'),
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
        orderBy: [{ isSystem: 'desc' }, { position: 'asc' }, { id: 'asc' }],
      }),
  }),
);
