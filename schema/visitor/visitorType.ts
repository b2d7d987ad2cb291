import { visibleSessions } from '../../api/session/sessionAccess.ts';
import { builder } from '../builder.ts';
import { TagType } from '../tag/tagType.ts';

export const VisitorType = builder.prismaObject('Visitor', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    nickname: t.exposeString('nickname'),
    note: t.exposeString('note', { authScopes: { agent: true } }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the visitor came for the first time.',
    }),
    lastSeenAt: t.expose('lastSeenAt', {
      type: 'DateTime',
      description: 'When the visitor last entered a page.',
    }),
    version: t.exposeInt('version', { authScopes: { agent: true } }),
    tags: t.field({
      type: [TagType],
      authScopes: { agent: true },
      description: 'The tags that the visitor has now, the latest last. For agents.',
      select: {
        taggings: {
          where: { removedAt: null },
          orderBy: [{ taggedAt: 'asc' }, { id: 'asc' }],
          select: { tag: true },
        },
      },
      resolve: ({ taggings }) => taggings.map(({ tag }) => tag),
    }),
    editedAt: t.expose('editedAt', { type: 'DateTime', nullable: true, authScopes: { agent: true } }),
    editedBy: t.relation('editedBy', {
      nullable: true,
      authScopes: { agent: true },
      description: 'Who changed nickname or note last. For agents.',
    }),
    erasedAt: t.expose('erasedAt', { type: 'DateTime', nullable: true, authScopes: { agent: true } }),
    sessions: t.relatedConnection('sessions', {
      cursor: 'id',
      authScopes: { agent: true },
      description: 'Those of the visitor’s sessions that whoever asks may see, the latest first. For agents.',
      query: (_args, { actor }) => ({
        where: visibleSessions(actor),
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      }),
    }),
    sessionsCount: t.relationCount('sessions', {
      authScopes: { agent: true },
      description: 'How many sessions the visitor has had, this one included.',
    }),
  }),
});
