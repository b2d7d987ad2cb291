import type { Script } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { keep } from '../core/kept.ts';
import type { Transaction } from '../core/transaction.ts';
import { scriptsTopic } from './scriptEvents.ts';

const enabled = keep(scriptsTopic, (transaction) =>
  transaction.script.findMany({ where: { isEnabled: true } }),
);

/** The scripts that are switched on; from memory, read again when they have changed: each message asks for them. */
export function getEnabledScripts(core: Core): Promise<Script[]> {
  return enabled.get(core);
}

/** @throws NotFoundError */
export async function getScriptWithin(transaction: Transaction, scriptId: string): Promise<Script> {
  const script = await transaction.script.findUnique({ where: { id: scriptId } });
  if (!script) throw new NotFoundError('script');
  return script;
}

/** @throws NotFoundError when there is no such site; every site is there for whoever manages scripts */
export async function assertSite(transaction: Transaction, siteId: string | null): Promise<void> {
  if (siteId === null) return;
  const site = await transaction.site.findUnique({ where: { id: siteId }, select: { id: true } });
  if (!site) throw new NotFoundError('site');
}
