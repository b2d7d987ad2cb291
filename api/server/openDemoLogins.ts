import { demoLogins, demoPassword } from '../../prisma/seed.ts';
import { verifyPassword } from '../agent/password.ts';
import type { Core } from '../core/core.ts';

/** The demo agents whose password is still the one that everybody knows. */
export async function openDemoLogins({ database }: Pick<Core, 'database'>): Promise<string[]> {
  const agents = await database.prisma.agent.findMany({
    where: { login: { in: [...demoLogins] }, deactivatedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { login: true, passwordHash: true },
  });
  const checked = await Promise.all(
    agents.map(({ passwordHash }) => verifyPassword(demoPassword, passwordHash)),
  );
  return agents.filter((_agent, index) => checked[index]).map(({ login }) => login);
}
