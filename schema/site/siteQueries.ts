import { asAgent } from '../../api/core/actor.ts';
import { builder } from '../builder.ts';
import { SiteType } from './siteType.ts';

builder.queryField('sites', (t) =>
  t.prismaField({
    type: [SiteType],
    description: 'All sites, by name; for an API token that is for one site, that one. For agents.',
    authScopes: { agent: true },
    resolve: (query, _root, _args, { core, actor }) =>
      core.database.prisma.site.findMany({
        ...query,
        where: { id: asAgent(actor).siteId ?? undefined },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      }),
  }),
);
