import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { getSettings } from '../setting/settings.ts';

/** How it stands with an agent's second factor. */
export interface SecondFactorStanding {
  /** Since when it is asked for; null when there is none. */
  since: Date | null;
  /** How many recovery codes are not used yet. */
  recoveryCodesLeft: number;
  /** Whether the organisation requires one. */
  isRequired: boolean;
}

/** How it stands with the agent's own second factor. */
export async function secondFactorOf(core: Core, { agentId }: AgentActor): Promise<SecondFactorStanding> {
  const { prisma } = core.database;
  const [factor, recoveryCodesLeft, { secondFactorRequired }] = await Promise.all([
    prisma.secondFactor.findUnique({ where: { agentId } }),
    prisma.recoveryCode.count({ where: { agentId, usedAt: null } }),
    getSettings(core),
  ]);
  return { since: factor?.confirmedAt ?? null, recoveryCodesLeft, isRequired: secondFactorRequired };
}
