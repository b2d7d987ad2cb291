import { z } from 'zod';
import type { Session, Site, Visitor } from '../../prisma/generated/client/client.ts';
import type { VisitorActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, clip, clippedText, requiredText, text } from '../core/input.ts';
import { hashSecret, newSecret } from '../core/secret.ts';
import { inTransaction, type RecordEvents, type Transaction } from '../core/transaction.ts';
import { lookAfterEntry } from '../script/lookRules.ts';
import { getEnabledScripts } from '../script/scriptAccess.ts';
import { openInTurn } from '../session/openInTurn.ts';
import { openSession } from '../session/openSession.ts';
import { noteSighting } from '../site/noteSighting.ts';
import { OriginNotAllowedError, UnknownSiteError } from '../site/siteErrors.ts';
import { isOriginAllowed, originOf } from '../site/siteRules.ts';
import { authenticateVisitor } from './authenticateVisitor.ts';
import type { Identity } from './identityRules.ts';
import { identifyVisitor } from './identifyVisitor.ts';
import { newVisitor } from './newVisitor.ts';
import { readIdentityToken } from './readIdentityToken.ts';

const shape = z.object({
  siteKey: requiredText(64),
  visitorSecret: text(100).nullish(),
  identityToken: z.string().nullish(),
  pageUrl: requiredText(2000).refine((address) => originOf(address) !== undefined, {
    params: { rule: 'MALFORMED' },
  }),
  pageTitle: clippedText(300),
  referrer: clippedText(2000),
  language: clippedText(35),
  loaderVersion: clippedText(20),
});

/** What the connection tells of a visitor's device. */
export interface VisitorConnection {
  address: string;
  userAgent: string;
  /** The origin under which this product is reached: its own pages may always show the widget. */
  ownOrigin: string;
}

export interface SiteEntry {
  actor: VisitorActor;
  /** Proves from now on who the visitor is; the device keeps it, we keep its hash. */
  visitorSecret: string;
  site: Site;
  visitor: Visitor;
  session: Session;
}

/**
 * A visitor enters a page of a site: known again by the device's secret, or new; resumes the live session or opens one.
 * A secret of another site, or a wrong one, counts as none; an identity token that is not believed lets nobody in.
 * @throws InvalidInputError, IdentityRefusedError, UnknownSiteError, OriginNotAllowedError, TooManyAttemptsError, VisitorBlockedError
 */
export async function enterSite(
  core: Core,
  input: z.input<typeof shape>,
  connection: VisitorConnection,
): Promise<SiteEntry> {
  const page = checkInput(shape, input);
  const limit = { name: 'enterSite', points: core.environment.entriesPerMinute, seconds: 60 };
  await core.rateLimits.count(limit, connection.address);

  const site = await core.database.prisma.site.findUnique({ where: { key: page.siteKey, deletedAt: null } });
  if (!site) throw new UnknownSiteError();
  const origin = originOf(page.pageUrl) ?? '';
  const isShown = isOriginAllowed(origin, site.allowedOrigins, connection.ownOrigin);
  const { pageUrl, loaderVersion } = page;
  const { address } = connection;
  await noteSighting(core, { siteId: site.id, pageUrl, loaderVersion, isShown, address });
  if (!isShown) throw new OriginNotAllowedError(origin);

  const proven = page.visitorSecret ? await authenticateVisitor(core, page.visitorSecret) : undefined;
  const known = proven?.siteId === site.id ? proven : undefined;
  const identity = page.identityToken ? await readIdentityToken(core, site, page.identityToken) : undefined;
  const device = {
    address: clip(connection.address, 64),
    userAgent: clip(connection.userAgent, 400),
    language: page.language,
  };
  const scripts = await getEnabledScripts(core);
  const enter = () =>
    inTransaction(core, async (transaction, record) => {
      const secret = (known && page.visitorSecret) ?? newSecret();
      const entrance = { siteId: site.id, identity, secretHash: hashSecret(secret), device };
      const { visitor, actor } = await arrive(core, transaction, record, known, entrance);
      const session = await openSession(core, transaction, record, {
        visitorId: visitor.id,
        siteId: site.id,
        currentPageUrl: page.pageUrl,
        currentPageTitle: page.pageTitle,
        referrer: page.referrer,
        doNotDisturbSince: visitor.doNotDisturbSince,
        scriptDueAt: lookAfterEntry(scripts, site.id, core.clock.now()),
        ...device,
      });
      return { actor, visitorSecret: secret, site, visitor, session };
    });
  return openInTurn(core, enter);
}

interface Entrance {
  siteId: string;
  /** Who the site's own system says that it is, if it does. */
  identity: Identity | undefined;
  secretHash: string;
  device: { address: string; userAgent: string; language: string };
}

interface Arrival {
  visitor: Visitor;
  actor: VisitorActor;
}

/** The visitor who enters, and the device by which they do. The visitor's row is locked until the session is open. */
async function arrive(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  known: VisitorActor | undefined,
  { siteId, identity, secretHash, device }: Entrance,
): Promise<Arrival> {
  const now = core.clock.now();
  const named = identity
    ? await identifyVisitor(core, transaction, record, siteId, identity, known?.visitorId)
    : undefined;
  const id = named?.id ?? known?.visitorId;
  const visitor = id
    ? await transaction.visitor.update({ where: { id }, data: { lastSeenAt: now } })
    : await newVisitor(transaction, siteId, now);
  const visitorId = visitor.id;
  const seen = { visitorId, ...device, lastSeenAt: now };
  const { id: deviceId } = known
    ? await transaction.visitorDevice.update({ where: { id: known.deviceId }, data: seen })
    : await transaction.visitorDevice.create({ data: { siteId, secretHash, ...seen, createdAt: now } });
  return { visitor, actor: { kind: 'visitor', visitorId, deviceId, siteId } };
}
