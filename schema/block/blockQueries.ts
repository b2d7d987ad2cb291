import { visibleBlocks } from '../../api/block/blockAccess.ts';
import { asAgent, type Actor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { builder } from '../builder.ts';
import { BlockType } from './blockType.ts';

const where = (core: Core, actor: Actor, search: string | null | undefined) =>
  visibleBlocks(asAgent(actor), core.clock.now(), search ?? '');

builder.queryField('blocks', (t) =>
  t.prismaConnection(
    {
      type: BlockType,
      cursor: 'id',
      description:
        'The blocks in force of visitors whose sessions whoever asks may see, the newest first. For those who block or unblock.',
      authScopes: { permission: ['BLOCK_VISITORS', 'UNBLOCK_VISITORS'] },
      args: {
        search: t.arg.string({
          required: false,
          description:
            'Only those with this in the reason, the address, the visitor’s nickname or the name of who blocked.',
        }),
      },
      resolve: (query, _root, { search }, { core, actor }) =>
        core.database.prisma.block.findMany({
          ...query,
          where: where(core, actor, search),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        }),
    },
    {
      fields: (connection) => ({
        totalCount: connection.int({
          description: 'How many there are on all pages together.',
          resolve: ({ args }, _args, { core, actor }) =>
            core.database.prisma.block.count({ where: where(core, actor, args.search) }),
        }),
      }),
    },
  ),
);
