import type { AgentSettings } from '../../api/setting/agentSettingRules.ts';
import { getAgentSettings } from '../../api/setting/agentSettings.ts';
import { updateOwnSettings } from '../../api/setting/updateOwnSettings.ts';
import { asAgent } from '../../api/core/actor.ts';
import { builder } from '../builder.ts';
import { SuggestionSourcesType } from './settingsType.ts';

const AgentSettingsType = builder.objectRef<AgentSettings>('AgentSettings').implement({
  description: 'An agent’s own parameters; what the agent has not chosen is as the organisation says.',
  fields: (t) => ({
    suggestionSources: t.expose('suggestionSources', {
      type: SuggestionSourcesType,
      description: 'Where suggestions come from.',
    }),
  }),
});

const UpdateOwnSettingsInput = builder.inputType('UpdateOwnSettingsInput', {
  description:
    'Own parameters to change; null goes back to what the organisation says, what is left out stays.',
  fields: (t) => ({
    suggestionSources: t.field({
      type: SuggestionSourcesType,
      required: false,
      description: 'Where suggestions come from.',
    }),
  }),
});

builder.queryField('ownSettings', (t) =>
  t.field({
    type: AgentSettingsType,
    description: 'One’s own parameters. For agents.',
    authScopes: { agent: true },
    resolve: (_root, _args, { core, actor }) => getAgentSettings(core, asAgent(actor)),
  }),
);

builder.mutationField('updateOwnSettings', (t) =>
  t.field({
    type: AgentSettingsType,
    description: 'Changes one’s own parameters.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: UpdateOwnSettingsInput, description: 'What to change.' }) },
    errors: {},
    resolve: (_root, { input }, { core, actor }) => updateOwnSettings(core, actor, input),
  }),
);
