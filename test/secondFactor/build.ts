import { randomUUID } from 'node:crypto';
import { TOTP, Secret } from 'otpauth';
import { authenticateAgent } from '../../api/agent/authenticateAgent.ts';
import { hashPassword } from '../../api/agent/password.ts';
import { signIn } from '../../api/agent/signIn.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { beginSecondFactor } from '../../api/secondFactor/beginSecondFactor.ts';
import { confirmSecondFactor } from '../../api/secondFactor/confirmSecondFactor.ts';
import { SecondFactorNeededError } from '../../api/secondFactor/secondFactorErrors.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { connection } from '../support/executeAs.ts';
import type { TestCore } from '../support/testCore.ts';

export const password = 'right password';
const passwordHash = hashPassword(password);
const halfMinute = 30_000;

/** The code that an authenticator app with this key shows, by default now. */
export function codeOf(core: TestCore, key: string, moment = core.clock.now()): string {
  return TOTP.generate({ secret: Secret.fromBase32(key), timestamp: moment.getTime() });
}

/** Who signs in with `password`, and has a sign-in already. */
export async function buildPerson(core: TestCore) {
  const department = await buildDepartment(core);
  const actor = await buildAgent(core, department);
  const login = randomUUID();
  await core.database.prisma.agent.update({
    where: { id: actor.agentId },
    data: { login, passwordHash: await passwordHash },
  });
  return { actor, department, login, attempt: () => signIn(core, { login, password }, connection) };
}

/** The same with a second factor; its code of this half minute is used. */
export async function buildProtected(core: TestCore) {
  const person = await buildPerson(core);
  const { key } = await beginSecondFactor(core, person.actor, { password });
  const recoveryCodes = await confirmSecondFactor(core, person.actor, { code: codeOf(core, key) });
  core.clock.advance(2 * halfMinute);
  return { ...person, key, recoveryCodes };
}

/** What signing in with the right password asks for. */
export async function challengeOf(attempt: () => Promise<unknown>): Promise<SecondFactorNeededError> {
  const answer = await attempt().catch((error: unknown) => error);
  if (answer instanceof SecondFactorNeededError) return answer;
  throw new Error(`not asked for a second factor: ${JSON.stringify(answer)}`);
}

/** The agent whom a token proves. */
export async function actorOf(core: TestCore, token: string): Promise<AgentActor> {
  const actor = await authenticateAgent(core, token);
  if (!actor) throw new Error('not signed in');
  return actor;
}
