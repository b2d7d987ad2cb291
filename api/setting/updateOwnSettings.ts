import type { z } from 'zod';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { publication } from '../core/pubsub.ts';
import { inTransaction } from '../core/transaction.ts';
import { agentSettingNames, ownChangesShape, type AgentSettings } from './agentSettingRules.ts';
import { getAgentSettings } from './agentSettings.ts';
import { ownSettingsTopic } from './settingEvents.ts';

/**
 * Changes the agent's own parameters; null goes back to what is in force without a choice, what is left out stays.
 * @throws InvalidInputError, NotSignedInError, NotAllowedError
 */
export async function updateOwnSettings(
  core: Core,
  actor: Actor,
  input: z.input<typeof ownChangesShape>,
): Promise<AgentSettings> {
  const agent = asAgentInPerson(actor);
  const wanted = checkInput(ownChangesShape, input);
  await inTransaction(core, async (transaction, record) => {
    for (const name of agentSettingNames) {
      const value = wanted[name];
      const key = { agentId: agent.agentId, name };
      if (value === null) await transaction.agentSetting.deleteMany({ where: key });
      else if (value !== undefined)
        await transaction.agentSetting.upsert({
          where: { agentId_name: key },
          create: { ...key, value },
          update: { value },
        });
    }
    record(publication(ownSettingsTopic(agent.agentId), { type: 'SettingsChanged' }));
  });
  return getAgentSettings(core, agent);
}
