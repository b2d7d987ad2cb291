import { blockVisitor } from '../../api/block/blockVisitor.ts';
import { unblockVisitor } from '../../api/block/unblockVisitor.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { builder } from '../builder.ts';
import { SessionType } from '../session/sessionType.ts';

const BlockVisitorInput = builder.inputType('BlockVisitorInput', {
  description: 'Whom to keep out, why, and for how long.',
  fields: (t) => ({
    sessionId: t.id({ description: 'A session of the visitor.' }),
    reason: t.string({ description: 'Why, for agents; at most 500 characters.' }),
    includesAddress: t.boolean({
      required: false,
      description: 'If true: the IP address from which the visitor came is blocked too.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      required: false,
      description: 'When it ends by itself; left out for never.',
    }),
  }),
});

const UnblockVisitorInput = builder.inputType('UnblockVisitorInput', {
  description: 'Whom to let in again.',
  fields: (t) => ({ sessionId: t.id({ description: 'A session of the visitor.' }) }),
});

builder.mutationFields((t) => ({
  blockVisitor: t.field({
    type: SessionType,
    description: 'Blocks a visitor: live sessions end, and no new one opens.',
    authScopes: { permission: 'BLOCK_VISITORS' },
    args: { input: t.arg({ type: BlockVisitorInput, description: 'Whom, why and for how long.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => blockVisitor(core, actor, input),
  }),
  unblockVisitor: t.field({
    type: SessionType,
    description: 'Lets a blocked visitor in again, and the address that was blocked with them.',
    authScopes: { permission: 'UNBLOCK_VISITORS' },
    args: { input: t.arg({ type: UnblockVisitorInput, description: 'Whom.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => unblockVisitor(core, actor, input),
  }),
}));
