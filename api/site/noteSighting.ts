import type { Core } from '../core/core.ts';
import { TooManyAttemptsError } from '../core/errors.ts';
import { clip } from '../core/input.ts';
import { plainOriginOf } from './siteRules.ts';

/** Where a site's widget is seen. */
export interface Sighting {
  siteId: string;
  pageUrl: string;
  loaderVersion: string;
  /** Whether the site allows the page, so that the widget is shown. */
  isShown: boolean;
  /** The IP address of whose browser it is. */
  address: string;
}

/** More than a site allows; beyond it the ones that were not seen for the longest are forgotten. */
const maxOrigins = 100;

/**
 * Notes that the widget is seen on a page, at most once a minute for each origin. Anybody can say so of any page: what is
 * kept is bounded, and nothing but the installation check reads it.
 */
export async function noteSighting(core: Core, sighting: Sighting): Promise<void> {
  const { siteId, isShown, address } = sighting;
  const origin = plainOriginOf(sighting.pageUrl);
  if (!origin) return;
  const limits = [
    // Who makes origins up does not push the true ones out.
    { limit: { name: 'sightings', points: 60, seconds: 60 }, key: `${siteId} ${address}` },
    { limit: { name: 'sighting', points: 1, seconds: 60 }, key: `${siteId} ${origin} ${isShown}` },
  ];
  try {
    for (const { limit, key } of limits) await core.rateLimits.count(limit, key);
  } catch (error) {
    if (error instanceof TooManyAttemptsError) return;
    throw error;
  }
  const seenAt = core.clock.now();
  const facts = {
    // What is behind the path may be about the visitor.
    pageUrl: clip(origin + new URL(sighting.pageUrl).pathname, 2000),
    loaderVersion: /^[\w.]{1,20}$/.test(sighting.loaderVersion) ? sighting.loaderVersion : '',
    seenAt,
    ...(isShown ? { shownAt: seenAt } : { refusedAt: seenAt }),
  };
  await core.database.prisma.widgetSighting.upsert({
    where: { siteId_origin: { siteId, origin } },
    create: { siteId, origin, ...facts },
    update: facts,
  });
  await core.database.prisma.$executeRaw`
    DELETE FROM "WidgetSighting" WHERE "siteId" = ${siteId}::uuid AND "origin" NOT IN (
      SELECT "origin" FROM "WidgetSighting" WHERE "siteId" = ${siteId}::uuid
      ORDER BY "seenAt" DESC LIMIT ${maxOrigins})`;
}
