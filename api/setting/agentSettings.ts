import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { agentSettingsFrom, type AgentSettings } from './agentSettingRules.ts';
import { getSettings } from './settings.ts';

/** An agent's own parameters, each as the organisation says where the agent has not chosen. */
export async function getAgentSettings(core: Core, { agentId }: AgentActor): Promise<AgentSettings> {
  const [organisation, stored] = await Promise.all([
    getSettings(core),
    core.database.prisma.agentSetting.findMany({ where: { agentId } }),
  ]);
  return agentSettingsFrom(stored, organisation);
}
