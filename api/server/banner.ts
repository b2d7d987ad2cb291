import { demoPassword } from '../../prisma/seed.ts';
import type { Core } from '../core/core.ts';
import { isLoopback } from '../core/listenAddress.ts';
import { issueSetupToken } from '../setup/issueSetupToken.ts';
import { openDemoLogins } from './openDemoLogins.ts';

/** What whoever starts the product wants to know: where it is, where its data are, and the demo sign-ins that still work. */
export async function banner(core: Core, port: number): Promise<string> {
  const { host, dataDir, redisUrl } = core.environment;
  const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host;
  const url = `http://${name}:${port}`;
  const rows = [
    ['Console', `${url}/`],
    ['Demo page', `${url}/demo`],
    ['API', `${url}/graphql`],
    ['Database', core.database.kind === 'embedded' ? `embedded, in ${dataDir}` : 'PostgreSQL'],
    ['Processes', redisUrl ? 'joined by Redis' : 'this one'],
  ];
  const logins = await openDemoLogins(core);
  const setupToken = await issueSetupToken(core);
  // Behind `#`, browsers keep it to themselves: it appears in no log and in no other page's referrer.
  if (setupToken) rows.push(['Set it up', `${url}/setup#${setupToken}`]);
  if (logins.length > 0) rows.push(['Sign in as', `${logins.join(', ')} (password: ${demoPassword})`]);
  if (logins.length > 0 && !isLoopback(host))
    rows.push([
      'WARNING',
      `whoever reaches ${host} can sign in with that password: give these agents others`,
    ]);
  const lines = rows.map(([label = '', value = '']) => `  ${label.padEnd(11)} ${value}`);
  return `\nDukou 渡口 is running\n\n${lines.join('\n')}\n\n`;
}
