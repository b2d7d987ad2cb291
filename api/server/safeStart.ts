import { seedDemo } from '../../prisma/seed.ts';
import type { Core } from '../core/core.ts';
import type { Environment } from '../core/environment.ts';
import { isSetUp } from '../setup/isSetUp.ts';
import { openDemoLogins } from './openDemoLogins.ts';

/** Started like this, strangers would get in, or could read along; the text says what to set. */
export class UnsafeStartError extends Error {
  override readonly name = 'UnsafeStartError';
}

/** In production, refuses to serve without TLS in front unless told. @throws UnsafeStartError */
export function assertTlsInFront({ isProduction, trustProxy, allowPlainHttp }: Environment): void {
  if (!isProduction || trustProxy || allowPlainHttp) return;
  throw new UnsafeStartError(
    'With NODE_ENV=production this does not start without TLS in front, where passwords and what patients write could be ' +
      'read on the way. Put a proxy in front that ends TLS and sets X-Forwarded-For, -Proto and -Host, and set ' +
      'TRUST_PROXY=true. To serve plain HTTP all the same, set ALLOW_PLAIN_HTTP=true.',
  );
}

/**
 * Fills an empty database with the demo where that is wanted. In production, refuses demo agents with the password that
 * everybody knows unless told, before it makes any. @throws UnsafeStartError
 */
export async function prepareDemo(core: Pick<Core, 'database' | 'environment'>): Promise<void> {
  const { isProduction, allowDemoPasswords, demoData } = core.environment;
  const isAllowed = !isProduction || allowDemoPasswords;
  if (demoData && (isAllowed || (await isSetUp(core)))) await seedDemo(core.database.prisma);
  else if (demoData) {
    throw new UnsafeStartError(
      'With NODE_ENV=production this does not make demo agents, whose password everybody knows. Set DEMO_DATA=false, and ' +
        'open the address that is printed then. To have the demo all the same, set ALLOW_DEMO_PASSWORDS=true.',
    );
  }
  if (isAllowed) return;
  const logins = await openDemoLogins(core);
  if (logins.length === 0) return;
  throw new UnsafeStartError(
    `With NODE_ENV=production this does not start while agents have the demo’s password, which everybody knows: ${logins.join(', ')}. ` +
      'Start once with ALLOW_DEMO_PASSWORDS=true where nobody else reaches it, give them other passwords or lock them out, ' +
      'and start again without it.',
  );
}
