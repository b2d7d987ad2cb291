import type { SignIn } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';

/** On how many devices an agent may look at once; nobody uses more. */
const most = 200;

/** The agent's own sign-ins that are not over: the one used now first, then those used last. */
export async function ownSignIns(core: Core, { agentId, credential }: AgentActor): Promise<SignIn[]> {
  const signIns = await core.database.prisma.signIn.findMany({
    where: { agentId, expiresAt: { gt: core.clock.now() } },
    orderBy: [{ lastUsedAt: 'desc' }, { id: 'desc' }],
    take: most,
  });
  return signIns.toSorted(
    (one, other) => Number(other.id === credential.id) - Number(one.id === credential.id),
  );
}
