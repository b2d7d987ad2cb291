import { z } from 'zod';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { suggestionSourcesShape, type AgentSettings } from './agentSettingRules.ts';
import { getAgentSettings } from './agentSettings.ts';

const shape = z.object({ suggestionSources: suggestionSourcesShape.nullable().optional() });

/**
 * Changes the agent's own parameters; null goes back to what the organisation says, what is left out stays.
 * @throws InvalidInputError, NotSignedInError, NotAllowedError
 */
export async function updateOwnSettings(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<AgentSettings> {
  const agent = asAgentInPerson(actor);
  const { suggestionSources: value } = checkInput(shape, input);
  const key = { agentId: agent.agentId, name: 'suggestionSources' };
  if (value === null) await core.database.prisma.agentSetting.deleteMany({ where: key });
  else if (value !== undefined)
    await core.database.prisma.agentSetting.upsert({
      where: { agentId_name: key },
      create: { ...key, value },
      update: { value },
    });
  return getAgentSettings(core, agent);
}
