import { builder } from '../builder.ts';
import { SiteType } from './siteType.ts';

builder.queryField('sites', (t) =>
  t.prismaField({
    type: [SiteType],
    description: 'All sites, by name. For agents.',
    authScopes: { agent: true },
    resolve: (query, _root, _args, { core }) =>
      core.database.prisma.site.findMany({ ...query, orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
  }),
);
