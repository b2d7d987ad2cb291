import { randomBytes } from 'node:crypto';
import type { Site } from '../../prisma/generated/client/client.ts';
import { NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';

/** A key that no site has. It stands in the page's source, so nothing is secret about it. */
export function newSiteKey(): string {
  return randomBytes(12).toString('hex');
}

/** Loads a site that is to be changed, and keeps others from changing it meanwhile. @throws NotFoundError */
export async function getSiteToManage(transaction: Transaction, siteId: string): Promise<Site> {
  await transaction.$queryRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR UPDATE`;
  const site = await transaction.site.findFirst({ where: { id: siteId, deletedAt: null } });
  if (!site) throw new NotFoundError('site');
  return site;
}
