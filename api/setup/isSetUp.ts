import type { Core } from '../core/core.ts';

/** Whether there is anybody who could sign in: if not, the installation waits to be set up. */
export async function isSetUp({ database }: Pick<Core, 'database'>): Promise<boolean> {
  return (await database.prisma.agent.findFirst({ select: { id: true } })) !== null;
}
