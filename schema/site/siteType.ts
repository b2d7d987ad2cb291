import { OriginNotAllowedError, SiteInUseError, UnknownSiteError } from '../../api/site/siteErrors.ts';
import { isOriginAllowed } from '../../api/site/siteRules.ts';
import { WidgetSide } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const WidgetSideType = builder.enumType('WidgetSide', {
  description: 'A bottom corner of a page.',
  values: {
    [WidgetSide.LEFT]: { description: 'The left one.' },
    [WidgetSide.RIGHT]: { description: 'The right one.' },
  },
});

const authScopes = { permission: 'MANAGE_SITES' } as const;

const WidgetSightingType = builder.prismaObject('WidgetSighting', {
  fields: (t) => ({
    origin: t.exposeString('origin'),
    pageUrl: t.exposeString('pageUrl'),
    loaderVersion: t.exposeString('loaderVersion'),
    shownAt: t.expose('shownAt', { type: 'DateTime', nullable: true }),
    refusedAt: t.expose('refusedAt', { type: 'DateTime', nullable: true }),
    seenAt: t.expose('seenAt', { type: 'DateTime' }),
    isAllowed: t.boolean({
      description: 'Whether the site allows the origin now, or it is the product’s own.',
      select: { site: { select: { allowedOrigins: true } } },
      resolve: ({ origin, site }, _args, { ownOrigin }) =>
        isOriginAllowed(origin, site.allowedOrigins, ownOrigin),
    }),
  }),
});

export const SiteType = builder.prismaObject('Site', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'The organisation’s name as visitors see it.' }),
    greeting: t.exposeString('greeting'),
    accentColor: t.exposeString('accentColor'),
    side: t.expose('side', { type: WidgetSideType }),
    launcherText: t.exposeString('launcherText'),
    bottomOffset: t.exposeInt('bottomOffset'),
    takesFiles: t.exposeBoolean('takesFiles'),
    asksForRating: t.exposeBoolean('asksForRating'),
    key: t.exposeString('key', {
      authScopes,
      description: 'Stands in the page’s source: `data-site` of the script.',
    }),
    allowedOrigins: t.exposeStringList('allowedOrigins', { authScopes }),
    liveSessionsCount: t.relationCount('sessions', {
      authScopes,
      where: { endedAt: null },
      description: 'How many live sessions it has.',
    }),
    sightings: t.relation('sightings', {
      type: WidgetSightingType,
      authScopes,
      description: 'Where the widget was seen, the latest first.',
      args: { first: t.arg.int({ defaultValue: 100, description: 'How many; at most 100.' }) },
      query: ({ first }) => ({
        orderBy: [{ seenAt: 'desc' }, { origin: 'asc' }],
        take: Math.min(Math.max(first, 0), 100),
      }),
    }),
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

builder.objectType(SiteInUseError, {
  name: 'SiteInUseError',
  description: 'Visitors are on the site now: end their sessions first.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    liveSessionsCount: t.exposeInt('liveSessionsCount', { description: 'How many live sessions it has.' }),
  }),
});
