import { matchingApiTokens } from '../../api/apiToken/apiTokenFilters.ts';
import { builder } from '../builder.ts';
import { ApiTokenType } from './apiTokenType.ts';

builder.queryField('apiTokens', (t) =>
  t.prismaConnection(
    {
      type: ApiTokenType,
      cursor: 'id',
      description: 'All API tokens, the newest first. For those who manage them.',
      authScopes: { permission: 'MANAGE_API_TOKENS' },
      args: {
        search: t.arg.string({
          required: false,
          description:
            'Only those with this in their name, their agent’s name or their beginning; capitals do not matter.',
        }),
        isActive: t.arg.boolean({
          required: false,
          description: 'Only those that are good, or only those that are not any more.',
        }),
      },
      resolve: (query, _root, args, { core }) =>
        core.database.prisma.apiToken.findMany({
          ...query,
          where: matchingApiTokens(args, core.clock.now()),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        }),
    },
    {
      fields: (connection) => ({
        totalCount: connection.int({
          description: 'How many there are on all pages together.',
          resolve: ({ args }, _args, { core }) =>
            core.database.prisma.apiToken.count({ where: matchingApiTokens(args, core.clock.now()) }),
        }),
      }),
    },
  ),
);
