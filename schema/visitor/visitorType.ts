import { builder } from '../builder.ts';

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
    sessionsCount: t.relationCount('sessions', {
      authScopes: { agent: true },
      description: 'How many sessions the visitor has had, this one included.',
    }),
  }),
});
