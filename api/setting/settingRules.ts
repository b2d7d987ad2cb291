import { z } from 'zod';
import { mostMegabytes } from '../attachment/attachmentRules.ts';
import { notificationRulesShape, type NotificationRule } from '../notification/notificationRules.ts';
import { suggestionSourcesShape, type SuggestionSources } from './agentSettingRules.ts';

const seconds = (min: number, max: number) => z.int().min(min).max(max);
const timeZone = z.string().refine(isTimeZone, { params: { rule: 'MALFORMED' } });

/** The organisation's parameters 使用参数, each with its type, bounds and default: here and nowhere else. */
export const parameters = {
  /** How long an agent's connection may be gone before the agent is OFFLINE (SPEC 1). */
  agentGraceSeconds: { shape: seconds(10, 3600), usual: 60 },
  /** A visitor who has waited longer for an answer is overdue (SPEC 2). */
  overdueSeconds: { shape: seconds(10, 3600), usual: 60 },
  /** Of a visitor who has waited longer, owner and supervisors are notified; 0 for never. */
  escalationSeconds: { shape: seconds(0, 86_400), usual: 180 },
  /** How long a visitor may be gone before the session ends (SPEC 2). */
  visitorGraceSeconds: { shape: seconds(10, 3600), usual: 120 },
  /** After how long without a message a session ends (SPEC 2). */
  idleSeconds: { shape: seconds(60, 86_400), usual: 1800 },
  /** Whether visitors see in the thread that another agent answers them now (SPEC 6). */
  visitorSeesTransfers: { shape: z.boolean(), usual: true },
  /** Whether visitors see in the thread that the session has ended (SPEC 6). */
  visitorSeesEnds: { shape: z.boolean(), usual: true },
  /** Whether agents see what a visitor types before it is sent. */
  typingPreview: { shape: z.boolean(), usual: false },
  /** Whether an agent who ends a session has to say how it came out, where outcomes are offered. */
  outcomeRequired: { shape: z.boolean(), usual: false },
  /** After how many days without a visit all that is personal about a visitor is erased; 0 for never (SPEC 3). */
  retentionDays: { shape: z.int().min(0).max(36_500), usual: 0 },
  /** How many days events are kept for programs that follow what happens (SPEC 8, API). */
  eventRetentionDays: { shape: z.int().min(1).max(365), usual: 30 },
  /** The size of an image or file that is taken, in megabytes (1,048,576 bytes). */
  attachmentMaxMegabytes: { shape: z.int().min(1).max(mostMegabytes), usual: 10 },
  /** Where suggestions come from for agents who have not chosen: 回复框智能联想数据源 (SPEC 5). */
  suggestionSources: { shape: suggestionSourcesShape, usual: 'BOTH' as SuggestionSources },
  /** Of what agents are notified, and how, who have not chosen; a kind that is left out is as usual. */
  notificationRules: { shape: notificationRulesShape, usual: [] as NotificationRule[] },
  /** Whether agents must have a second factor to sign in with a password. */
  secondFactorRequired: { shape: z.boolean(), usual: false },
  /** Whose days and hours the organisation keeps; an IANA name. */
  timeZone: { shape: timeZone, usual: 'Asia/Shanghai' },
};

export type SettingName = keyof typeof parameters;
export type Settings = { [Name in SettingName]: z.output<(typeof parameters)[Name]['shape']> };
/** Parameters to change; what is absent or null stays as it is. */
export type SettingChanges = { [Name in SettingName]?: Settings[Name] | null | undefined };

export const settingNames = Object.keys(parameters) as SettingName[];

const ofEach = <Value>(value: (name: SettingName) => Value) =>
  Object.fromEntries(settingNames.map((name) => [name, value(name)])) as Record<SettingName, Value>;

export const defaultSettings = ofEach((name) => parameters[name].usual) as Settings;

/** The default of a parameter as JSON, and between which numbers it can be. */
export interface SettingRule {
  name: SettingName;
  usual: string;
  min: number | null;
  max: number | null;
}

export const settingRules: readonly SettingRule[] = settingNames.map((name) => {
  const { shape, usual } = parameters[name];
  const bounds = shape instanceof z.ZodNumber ? shape : { minValue: null, maxValue: null };
  return { name, usual: JSON.stringify(usual), min: bounds.minValue, max: bounds.maxValue };
});

/** The form of changes. */
export const changesShape = z.object(ofEach((name) => parameters[name].shape.nullish()));

/** All parameters, from what is stored: what is not, or is not valid (any more), is at its default. */
export function settingsFrom(stored: readonly { name: string; value: unknown }[]): Settings {
  const values = new Map(stored.map(({ name, value }) => [name, value]));
  return ofEach((name) => {
    const { shape, usual } = parameters[name];
    const parsed = shape.safeParse(values.get(name));
    return parsed.success ? parsed.data : usual;
  }) as Settings;
}

/** Whether a text is the IANA name of a time zone; offsets such as +08:00 are none. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
