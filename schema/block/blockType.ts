import { VisitorBlockedError } from '../../api/block/blockErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

const forAgents = { authScopes: { agent: true } };

const BlockType = builder.prismaObject('Block', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    reason: t.exposeString('reason', { description: 'Why, for agents.' }),
    address: t.exposeString('address', { nullable: true }),
    agentName: t.exposeString('agentName', { description: 'Who blocked, by the name at that time.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
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
