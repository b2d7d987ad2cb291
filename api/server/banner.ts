import { demoLogins, demoPassword } from '../../prisma/seed.ts';
import { verifyPassword } from '../agent/password.ts';
import type { Core } from '../core/core.ts';
import { issueSetupToken } from '../setup/issueSetupToken.ts';

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
  const lines = rows.map(([label = '', value = '']) => `  ${label.padEnd(11)} ${value}`);
  return `\nDukou 渡口 is running\n\n${lines.join('\n')}\n\n`;
}

/** The demo agents whose password is still the one that everybody knows. */
async function openDemoLogins(core: Core): Promise<string[]> {
  const agents = await core.database.prisma.agent.findMany({
    where: { login: { in: [...demoLogins] }, deactivatedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { login: true, passwordHash: true },
  });
  const checked = await Promise.all(
    agents.map(({ passwordHash }) => verifyPassword(demoPassword, passwordHash)),
  );
  return agents.filter((_agent, index) => checked[index]).map(({ login }) => login);
}
