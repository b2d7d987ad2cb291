import { OriginNotAllowedError, UnknownSiteError } from '../../api/site/siteErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const SiteType = builder.prismaObject('Site', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'The organisation’s name as visitors see it.' }),
    greeting: t.exposeString('greeting'),
    accentColor: t.exposeString('accentColor'),
  }),
});

builder.objectType(UnknownSiteError, {
  name: 'UnknownSiteError',
  description: 'No site has this key.',
  interfaces: [ErrorInterface],
});

builder.objectType(OriginNotAllowedError, {
  name: 'OriginNotAllowedError',
  description: 'The page that shows the widget is not one of the site’s.',
  interfaces: [ErrorInterface],
});
