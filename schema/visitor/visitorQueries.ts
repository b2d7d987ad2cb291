import { asAgent } from '../../api/core/actor.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { findVisitorFor } from '../../api/visitor/visitorAccess.ts';
import { builder } from '../builder.ts';
import { VisitorType } from './visitorType.ts';

builder.queryField('visitor', (t) =>
  t.field({
    type: VisitorType,
    description: 'One visitor whom one may see: by our id, or by the site’s own. For agents and programs.',
    authScopes: { agent: true },
    args: {
      id: t.arg.id({ required: false, description: 'Which visitor, by our id.' }),
      siteId: t.arg.id({ required: false, description: 'Of which site, with the external id.' }),
      externalId: t.arg.string({
        required: false,
        description: 'By what the site’s own system knows the visitor, with the site.',
      }),
    },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { id, ...place }, { core, actor }) => {
      const given = { visitorId: id, ...place };
      const visitor = await findVisitorFor(asAgent(actor), given, core.database.prisma);
      if (!visitor) throw new NotFoundError('visitor');
      return visitor;
    },
  }),
);
