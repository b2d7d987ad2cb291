import { VisitorBlockedError } from '../../api/block/blockErrors.ts';
import { visibleSessions } from '../../api/session/sessionAccess.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { ErrorInterface } from '../errors.ts';

const forAgents = { authScopes: { agent: true } };

export const BlockType = builder.prismaObject('Block', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    reason: t.exposeString('reason', { description: 'Why, for agents.' }),
    address: t.exposeString('address', { nullable: true }),
    agentName: t.exposeString('agentName', { description: 'Who blocked, by the name at that time.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    visitor: t.relation('visitor', { description: 'Who is kept out.' }),
    sessionId: t.id({
      ...forAgents,
      nullable: true,
      description:
        'A session of the visitor that whoever asks may see: the one from which they were blocked, if it is. For agents.',
      select: (_args, { actor }: Context) => ({
        visitor: {
          select: {
            sessions: {
              where: visibleSessions(actor),
              orderBy: [{ isBlocked: 'desc' as const }, { startedAt: 'desc' as const }],
              take: 1,
            },
          },
        },
      }),
      resolve: ({ visitor }) => visitor.sessions[0]?.id ?? null,
    }),
  }),
});

builder.prismaObjectField('Session', 'block', (t) =>
  t.field({
    ...forAgents,
    type: BlockType,
    nullable: true,
    description: 'The block that is in force against the visitor. For agents.',
    select: {
      visitor: { select: { blocks: { where: { liftedAt: null }, orderBy: { createdAt: 'desc' }, take: 1 } } },
    },
    resolve: ({ visitor }) => visitor.blocks[0] ?? null,
  }),
);

builder.objectType(VisitorBlockedError, {
  name: 'VisitorBlockedError',
  description: 'The visitor, or the address, may neither open sessions nor write. Never says why.',
  interfaces: [ErrorInterface],
});
