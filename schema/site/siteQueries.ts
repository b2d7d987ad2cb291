import { asAgent } from '../../api/core/actor.ts';
import { checkInput, id as idShape } from '../../api/core/input.ts';
import { builder } from '../builder.ts';
import { SiteType } from './siteType.ts';

builder.queryFields((t) => ({
  sites: t.prismaField({
    type: [SiteType],
    description: 'All sites, by name; for an API token that is for one site, that one. For agents.',
    authScopes: { agent: true },
    resolve: (query, _root, _args, { core, actor }) =>
      core.database.prisma.site.findMany({
        ...query,
        where: { id: asAgent(actor).siteId ?? undefined, deletedAt: null },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      }),
  }),
  site: t.prismaField({
    type: SiteType,
    nullable: true,
    description: 'One site; null when there is none with this id.',
    authScopes: { permission: 'MANAGE_SITES' },
    args: { id: t.arg.id({ description: 'Which site.' }) },
    resolve: (query, _root, { id }, { core }) =>
      core.database.prisma.site.findUnique({
        ...query,
        where: { id: checkInput(idShape, id), deletedAt: null },
      }),
  }),
}));
