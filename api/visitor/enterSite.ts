import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Session, Site, Visitor } from '../../prisma/generated/client/client.ts';
import type { VisitorActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, clip, clippedText, requiredText, text } from '../core/input.ts';
import { inAssignmentTurn } from '../assignment/assignmentTurn.ts';
import { hashSecret, newSecret } from '../core/secret.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { lookAfterEntry } from '../script/lookRules.ts';
import { getEnabledScripts } from '../script/scriptAccess.ts';
import { EndedMeanwhile, openSession } from '../session/openSession.ts';
import { noteSighting } from '../site/noteSighting.ts';
import { OriginNotAllowedError, UnknownSiteError } from '../site/siteErrors.ts';
import { isOriginAllowed, originOf } from '../site/siteRules.ts';
import { authenticateVisitor } from './authenticateVisitor.ts';

const shape = z.object({
  siteKey: requiredText(64),
  visitorSecret: text(100).nullish(),
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
 * A secret of another site, or a wrong one, counts as none.
 * @throws InvalidInputError, UnknownSiteError, OriginNotAllowedError, TooManyAttemptsError, VisitorBlockedError
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
  const device = {
    address: clip(connection.address, 64),
    userAgent: clip(connection.userAgent, 400),
    language: page.language,
  };
  const scripts = await getEnabledScripts(core);
  const enter = () =>
    inTransaction(core, async (transaction, record) => {
      const now = core.clock.now();
      const secret = (known && page.visitorSecret) ?? newSecret();
      const { visitor, actor } = known
        ? await returnOf(transaction, known, device, now)
        : await newVisitor(transaction, site.id, hashSecret(secret), device, now);
      const session = await openSession(core, transaction, record, {
        visitorId: visitor.id,
        siteId: site.id,
        currentPageUrl: page.pageUrl,
        currentPageTitle: page.pageTitle,
        referrer: page.referrer,
        doNotDisturbSince: visitor.doNotDisturbSince,
        scriptDueAt: lookAfterEntry(scripts, site.id, now),
        ...device,
      });
      return { actor, visitorSecret: secret, site, visitor, session };
    });
  return inAssignmentTurn(core, () =>
    enter().catch((error: unknown) => {
      if (error instanceof EndedMeanwhile) return enter();
      throw error;
    }),
  );
}

type Device = { address: string; userAgent: string; language: string };
type Arrival = { visitor: Visitor; actor: VisitorActor };

/** Notes that a known visitor is back. The update locks the visitor's row until the session is open. */
async function returnOf(
  transaction: Transaction,
  actor: VisitorActor,
  device: Device,
  now: Date,
): Promise<Arrival> {
  const visitor = await transaction.visitor.update({
    where: { id: actor.visitorId },
    data: { lastSeenAt: now },
  });
  await transaction.visitorDevice.update({
    where: { id: actor.deviceId },
    data: { ...device, lastSeenAt: now },
  });
  return { visitor, actor };
}

async function newVisitor(
  transaction: Transaction,
  siteId: string,
  secretHash: string,
  device: Device,
  now: Date,
): Promise<Arrival> {
  const number = await freeNumber(transaction);
  const visitor = await transaction.visitor.create({
    data: { siteId, number, nickname: String(number), createdAt: now, lastSeenAt: now },
  });
  const { id } = await transaction.visitorDevice.create({
    data: { visitorId: visitor.id, siteId, secretHash, ...device, createdAt: now, lastSeenAt: now },
  });
  return { visitor, actor: { kind: 'visitor', visitorId: visitor.id, deviceId: id, siteId } };
}

/** A random number that no visitor has had (SPEC 3). The unique key decides should two draw the same at once. */
async function freeNumber(transaction: Transaction): Promise<number> {
  for (;;) {
    const number = randomInt(10_000_000, 100_000_000);
    if (!(await transaction.visitor.findUnique({ where: { number }, select: { id: true } }))) return number;
  }
}
