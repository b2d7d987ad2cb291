import type { Agent } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { WrongPasswordError } from './agentErrors.ts';
import { verifyPassword } from './password.ts';

/**
 * Asks an agent who is signed in for the password again: an unattended console must not be enough to take an account over.
 * @param assertMore what else must hold before the tries until now are forgotten
 * @returns the agent, whose password it is @throws WrongPasswordError, TooManyAttemptsError
 */
export async function provePassword(
  core: Core,
  agentId: string,
  password: string,
  assertMore: (agent: Agent) => void | Promise<void> = () => undefined,
): Promise<Agent> {
  const limit = { name: 'changePassword', points: core.environment.signInFailures, seconds: 15 * 60 };
  await core.rateLimits.count(limit, agentId);
  const agent = await core.database.prisma.agent.findUniqueOrThrow({ where: { id: agentId } });
  if (!(await verifyPassword(password, agent.passwordHash))) throw new WrongPasswordError();
  await assertMore(agent);
  await core.rateLimits.forget(limit, agentId);
  return agent;
}
