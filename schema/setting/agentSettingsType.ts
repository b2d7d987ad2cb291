import type { AgentSettings } from '../../api/setting/agentSettingRules.ts';
import { getAgentSettings } from '../../api/setting/agentSettings.ts';
import { updateOwnSettings } from '../../api/setting/updateOwnSettings.ts';
import { asAgent } from '../../api/core/actor.ts';
import { builder } from '../builder.ts';
import {
  NotificationRuleInput,
  NotificationRuleType,
  QuietHoursInput,
  QuietHoursType,
} from '../notification/notificationRuleType.ts';
import { SuggestionSourcesType } from './settingsType.ts';

const ThemeType = builder.enumType('Theme', {
  description: 'How the console looks.',
  values: {
    SYSTEM: { description: 'As the system says.' },
    LIGHT: { description: 'Dark on light.' },
    DARK: { description: 'Light on dark.' },
  } as const satisfies Record<NonNullable<AgentSettings['theme']>, object>,
});

const SendKeyType = builder.enumType('SendKey', {
  description: 'What sends the reply that is being written.',
  values: {
    ENTER: { description: 'Enter; with Shift it begins a line.' },
    CTRL_ENTER: { description: 'Enter with Ctrl, on a Mac with ⌘; alone it begins a line.' },
  } as const satisfies Record<AgentSettings['sendKey'], object>,
});

const descriptions = {
  suggestionSources: 'Where suggestions come from.',
  language: 'The console’s language, a BCP 47 tag.',
  theme: 'How the console looks.',
  sendKey: 'What sends the reply that is being written.',
  letterShortcuts: 'Whether a letter alone does something in the console; with Alt it always does.',
  notificationRules: 'Of what one is notified, and how.',
  notificationVolume: 'How loud notifications are, in percent.',
  quietHours: 'When one is not notified.',
};

const AgentSettingsType = builder.objectRef<AgentSettings>('AgentSettings').implement({
  description: 'An agent’s own parameters; what the agent has not chosen is as the organisation says.',
  fields: (t) => ({
    suggestionSources: t.expose('suggestionSources', {
      type: SuggestionSourcesType,
      description: descriptions.suggestionSources,
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: `${descriptions.language} Null: each browser has its own.`,
    }),
    theme: t.expose('theme', {
      type: ThemeType,
      nullable: true,
      description: `${descriptions.theme} Null: each browser has its own.`,
    }),
    sendKey: t.expose('sendKey', { type: SendKeyType, description: descriptions.sendKey }),
    letterShortcuts: t.exposeBoolean('letterShortcuts', { description: descriptions.letterShortcuts }),
    notificationRules: t.expose('notificationRules', {
      type: [NotificationRuleType],
      description: `${descriptions.notificationRules} Of every kind.`,
    }),
    notificationVolume: t.exposeInt('notificationVolume', { description: descriptions.notificationVolume }),
    quietHours: t.expose('quietHours', {
      type: QuietHoursType,
      nullable: true,
      description: `${descriptions.quietHours} Null for never.`,
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
      description: descriptions.suggestionSources,
    }),
    language: t.string({ required: false, description: descriptions.language }),
    theme: t.field({ type: ThemeType, required: false, description: descriptions.theme }),
    sendKey: t.field({ type: SendKeyType, required: false, description: descriptions.sendKey }),
    letterShortcuts: t.boolean({ required: false, description: descriptions.letterShortcuts }),
    notificationRules: t.field({
      type: [NotificationRuleInput],
      required: false,
      description: `${descriptions.notificationRules} Takes the place of all rules before; a kind that is left out is as the organisation says.`,
    }),
    notificationVolume: t.int({ required: false, description: descriptions.notificationVolume }),
    quietHours: t.field({
      type: QuietHoursInput,
      required: false,
      description: descriptions.quietHours,
    }),
  }),
});

builder.prismaObjectField('Agent', 'settings', (t) =>
  t.field({
    type: AgentSettingsType,
    nullable: true,
    description: 'One’s own parameters; null for everybody else.',
    authScopes: { agent: true },
    resolve: ({ id }, _args, { core, actor }) =>
      actor.kind === 'agent' && actor.agentId === id ? getAgentSettings(core, actor) : null,
  }),
);

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
