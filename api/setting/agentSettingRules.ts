import { z } from 'zod';
import { languageTag } from '../core/languageRules.ts';
import {
  completeRules,
  notificationRulesShape,
  quietHoursShape,
  type NotificationRule,
} from '../notification/notificationRules.ts';

/** Where suggestions come from: 回复框智能联想数据源. */
export const suggestionSources = ['QUICK_REPLIES', 'HISTORY', 'BOTH'] as const;
export const suggestionSourcesShape = z.enum(suggestionSources);
export type SuggestionSources = z.output<typeof suggestionSourcesShape>;

export const themes = ['SYSTEM', 'LIGHT', 'DARK'] as const;
/** What sends the reply that is being written; the other one begins a line. */
export const sendKeys = ['ENTER', 'CTRL_ENTER'] as const;

/** An agent's own parameters 个人设置, each with its form: here and nowhere else. */
const shapes = {
  suggestionSources: suggestionSourcesShape,
  /** Any: which ones the console speaks is its own affair. */
  language: languageTag,
  theme: z.enum(themes),
  sendKey: z.enum(sendKeys),
  /** Whether a letter alone does something; with Alt it always does (WCAG 2.1.4). */
  letterShortcuts: z.boolean(),
  /** Of what the agent is notified, and how; a kind that is left out is as the organisation says. */
  notificationRules: notificationRulesShape,
  /** In percent. */
  notificationVolume: z.int().min(0).max(100),
  quietHours: quietHoursShape,
};

type Shapes = typeof shapes;
export type AgentSettingName = keyof Shapes;
/**
 * In force for an agent; of language and theme nothing is said until the agent chooses: each browser has its own. There are
 * no quiet hours until there are some.
 */
export type AgentSettings = {
  [Name in AgentSettingName]:
    z.output<Shapes[Name]> | (Name extends 'language' | 'theme' | 'quietHours' ? null : never);
};

/** What agents have who have not chosen, as the organisation says. */
export interface OrganisationDefaults extends Pick<AgentSettings, 'suggestionSources'> {
  notificationRules: readonly NotificationRule[];
}

export const agentSettingNames = Object.keys(shapes) as AgentSettingName[];

/** Parameters to change; null goes back to what is in force without a choice, what is left out stays. */
export const ownChangesShape = z.object(nullableEach());

/** What an agent has who has chosen nothing. */
function unchosen({ suggestionSources }: OrganisationDefaults): AgentSettings {
  return {
    suggestionSources,
    language: null,
    theme: null,
    sendKey: 'ENTER',
    letterShortcuts: true,
    notificationRules: [],
    notificationVolume: 60,
    quietHours: null,
  };
}

/** Those that an agent chose, the others as the organisation says, or as they usually are. */
export function agentSettingsFrom(
  stored: readonly { name: string; value: unknown }[],
  organisation: OrganisationDefaults,
): AgentSettings {
  const chosen = agentSettingNames.flatMap((name) => {
    const found = stored.find((one) => one.name === name);
    const parsed = shapes[name].safeParse(found?.value);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  const settings = { ...unchosen(organisation), ...Object.fromEntries(chosen) } as AgentSettings;
  const { notificationRules } = settings;
  return {
    ...settings,
    notificationRules: completeRules([...notificationRules, ...organisation.notificationRules]),
  };
}

function nullableEach() {
  const each = agentSettingNames.map((name) => [name, shapes[name].nullish()]);
  return Object.fromEntries(each) as {
    [Name in AgentSettingName]: z.ZodOptional<z.ZodNullable<Shapes[Name]>>;
  };
}
