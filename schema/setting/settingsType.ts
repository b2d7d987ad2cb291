import type { SuggestionSources } from '../../api/setting/agentSettingRules.ts';
import { getSettings } from '../../api/setting/settings.ts';
import { settingRules, type SettingRule, type Settings } from '../../api/setting/settingRules.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { completeRules } from '../../api/notification/notificationRules.ts';
import { builder } from '../builder.ts';
import { NotificationRuleInput, NotificationRuleType } from '../notification/notificationRuleType.ts';

const descriptions = {
  agentGraceSeconds:
    'How long an agent’s connection may be gone before the agent is OFFLINE, in seconds: 10 to 3600.',
  visitorGraceSeconds: 'How long a visitor may be gone before the session ends, in seconds: 10 to 3600.',
  idleSeconds: 'After how long without a message a session ends, in seconds: 60 to 86,400.',
  visitorSeesTransfers: 'Whether visitors see in the thread that another agent answers them now.',
  visitorSeesEnds: 'Whether visitors see in the thread that the session has ended.',
  typingPreview: 'Whether agents see what a visitor types before it is sent.',
  outcomeRequired:
    'Whether an agent who ends a session has to say how it came out, where outcomes are offered.',
  escalationSeconds:
    'Of a visitor who has waited longer for an answer, owner and supervisors are notified once more, in seconds: 0 (never) to 86,400.',
  overdueSeconds: 'A visitor who has waited longer for an answer is overdue, in seconds: 10 to 3600.',
  retentionDays:
    'After how many days without a visit all that is personal about a visitor is erased: 0 (never) to 36,500.',
  eventRetentionDays: 'How many days events are kept for programs that follow what happens: 1 to 365.',
  suggestionSources: 'Where suggestions come from for agents who have not chosen.',
  attachmentMaxMegabytes:
    'The size of an image or file that is taken, in megabytes of 1,048,576 bytes: 1 to 25.',
  notificationRules: 'Of what agents are notified, and how, who have not chosen.',
  secondFactorRequired:
    'Whether agents must have a second factor to sign in with a password: who has none sets one up at the next sign-in.',
  timeZone: 'In which the organisation’s days and hours are, an IANA name: Asia/Shanghai.',
};

export const SuggestionSourcesType = builder.enumType('SuggestionSources', {
  description: 'Where suggestions come from: 回复框智能联想数据源.',
  values: {
    QUICK_REPLIES: { description: 'From quick replies.' },
    HISTORY: { description: 'From what the agent has sent before.' },
    BOTH: { description: 'From both.' },
  } as const satisfies Record<SuggestionSources, object>,
});

const SettingsType = builder.objectRef<Settings>('Settings').implement({
  description: 'The organisation’s parameters.',
  fields: (t) => ({
    agentGraceSeconds: t.exposeInt('agentGraceSeconds', { description: descriptions.agentGraceSeconds }),
    overdueSeconds: t.exposeInt('overdueSeconds', { description: descriptions.overdueSeconds }),
    escalationSeconds: t.exposeInt('escalationSeconds', { description: descriptions.escalationSeconds }),
    notificationRules: t.field({
      type: [NotificationRuleType],
      description: descriptions.notificationRules,
      resolve: ({ notificationRules }) => completeRules(notificationRules),
    }),
    visitorGraceSeconds: t.exposeInt('visitorGraceSeconds', {
      description: descriptions.visitorGraceSeconds,
    }),
    idleSeconds: t.exposeInt('idleSeconds', { description: descriptions.idleSeconds }),
    visitorSeesTransfers: t.exposeBoolean('visitorSeesTransfers', {
      description: descriptions.visitorSeesTransfers,
    }),
    visitorSeesEnds: t.exposeBoolean('visitorSeesEnds', { description: descriptions.visitorSeesEnds }),
    typingPreview: t.exposeBoolean('typingPreview', { description: descriptions.typingPreview }),
    outcomeRequired: t.exposeBoolean('outcomeRequired', { description: descriptions.outcomeRequired }),
    retentionDays: t.exposeInt('retentionDays', { description: descriptions.retentionDays }),
    eventRetentionDays: t.exposeInt('eventRetentionDays', { description: descriptions.eventRetentionDays }),
    suggestionSources: t.expose('suggestionSources', {
      type: SuggestionSourcesType,
      description: descriptions.suggestionSources,
    }),
    attachmentMaxMegabytes: t.exposeInt('attachmentMaxMegabytes', {
      description: descriptions.attachmentMaxMegabytes,
    }),
    secondFactorRequired: t.exposeBoolean('secondFactorRequired', {
      description: descriptions.secondFactorRequired,
    }),
    timeZone: t.exposeString('timeZone', { description: descriptions.timeZone }),
  }),
});

const UpdateSettingsInput = builder.inputType('UpdateSettingsInput', {
  description: 'Parameters to change; those that are absent or null stay as they are.',
  fields: (t) => ({
    agentGraceSeconds: t.int({ required: false, description: descriptions.agentGraceSeconds }),
    overdueSeconds: t.int({ required: false, description: descriptions.overdueSeconds }),
    escalationSeconds: t.int({ required: false, description: descriptions.escalationSeconds }),
    notificationRules: t.field({
      type: [NotificationRuleInput],
      required: false,
      description: descriptions.notificationRules,
    }),
    visitorGraceSeconds: t.int({ required: false, description: descriptions.visitorGraceSeconds }),
    idleSeconds: t.int({ required: false, description: descriptions.idleSeconds }),
    visitorSeesTransfers: t.boolean({ required: false, description: descriptions.visitorSeesTransfers }),
    visitorSeesEnds: t.boolean({ required: false, description: descriptions.visitorSeesEnds }),
    typingPreview: t.boolean({ required: false, description: descriptions.typingPreview }),
    outcomeRequired: t.boolean({ required: false, description: descriptions.outcomeRequired }),
    retentionDays: t.int({ required: false, description: descriptions.retentionDays }),
    eventRetentionDays: t.int({ required: false, description: descriptions.eventRetentionDays }),
    suggestionSources: t.field({
      type: SuggestionSourcesType,
      required: false,
      description: descriptions.suggestionSources,
    }),
    attachmentMaxMegabytes: t.int({ required: false, description: descriptions.attachmentMaxMegabytes }),
    secondFactorRequired: t.boolean({ required: false, description: descriptions.secondFactorRequired }),
    timeZone: t.string({ required: false, description: descriptions.timeZone }),
  }),
});

const SettingRuleType = builder.objectRef<SettingRule>('SettingRule').implement({
  description: 'What a parameter of the organisation can be.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As it is named in Settings.' }),
    usual: t.exposeString('usual', { description: 'Its default, as JSON.' }),
    min: t.exposeInt('min', { nullable: true, description: 'The least that a number may be.' }),
    max: t.exposeInt('max', { nullable: true, description: 'The most that a number may be.' }),
  }),
});

builder.queryField('settingRules', (t) =>
  t.field({
    type: [SettingRuleType],
    description: 'What each of the organisation’s parameters can be, and is by default. For agents.',
    authScopes: { agent: true },
    resolve: () => [...settingRules],
  }),
);

builder.queryField('settings', (t) =>
  t.field({
    type: SettingsType,
    description: 'The organisation’s parameters. For agents.',
    authScopes: { agent: true },
    resolve: (_root, _args, { core }) => getSettings(core),
  }),
);

builder.mutationField('updateSettings', (t) =>
  t.field({
    type: SettingsType,
    description: 'Changes parameters of the organisation, in force at once for everybody.',
    authScopes: { permission: 'MANAGE_SETTINGS' },
    args: { input: t.arg({ type: UpdateSettingsInput, description: 'What to change.' }) },
    errors: {},
    resolve: (_root, { input }, { core, actor }) => updateSettings(core, actor, input),
  }),
);
