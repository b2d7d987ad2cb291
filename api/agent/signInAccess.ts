import type { SignIn } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { ProofNeededError } from './agentErrors.ts';

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

/** Lets those pass who have proved anew who they are on this sign-in (`proveSignIn`). @throws ProofNeededError */
export async function assertProvedAnew(core: Core, { credential }: AgentActor): Promise<void> {
  const isProved = await core.database.prisma.signIn.count({
    where: { id: credential.id, provedUntil: { gt: core.clock.now() } },
  });
  if (!isProved) throw new ProofNeededError();
}
