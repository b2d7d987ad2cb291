import type { ParametersFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

export type ParameterName = Exclude<keyof ParametersFragment, '__typename'>;
export type ParameterValue = string | number | boolean;

/** How a parameter is shown and typed. */
export type ParameterKind = 'seconds' | 'days' | 'megabytes' | 'flag' | 'sources' | 'timeZone';

interface ParameterText {
  group: 'sessions' | 'visitors' | 'work' | 'organisation';
  kind: ParameterKind;
  name: () => string;
  text: () => string;
}

export const parameterTexts: Record<ParameterName, ParameterText> = {
  idleSeconds: { group: 'sessions', kind: 'seconds', name: m.parameter_idle, text: m.parameter_idle_text },
  visitorGraceSeconds: {
    group: 'sessions',
    kind: 'seconds',
    name: m.parameter_visitor_grace,
    text: m.parameter_visitor_grace_text,
  },
  agentGraceSeconds: {
    group: 'sessions',
    kind: 'seconds',
    name: m.parameter_agent_grace,
    text: m.parameter_agent_grace_text,
  },
  overdueSeconds: {
    group: 'sessions',
    kind: 'seconds',
    name: m.parameter_overdue,
    text: m.parameter_overdue_text,
  },
  escalationSeconds: {
    group: 'sessions',
    kind: 'seconds',
    name: m.parameter_escalation,
    text: m.parameter_escalation_text,
  },
  outcomeRequired: {
    group: 'sessions',
    kind: 'flag',
    name: m.parameter_outcome_required,
    text: m.parameter_outcome_required_text,
  },
  visitorSeesTransfers: {
    group: 'visitors',
    kind: 'flag',
    name: m.parameter_sees_transfers,
    text: m.parameter_sees_transfers_text,
  },
  visitorSeesEnds: {
    group: 'visitors',
    kind: 'flag',
    name: m.parameter_sees_ends,
    text: m.parameter_sees_ends_text,
  },
  typingPreview: {
    group: 'visitors',
    kind: 'flag',
    name: m.parameter_typing_preview,
    text: m.parameter_typing_preview_text,
  },
  suggestionSources: {
    group: 'work',
    kind: 'sources',
    name: m.parameter_suggestions,
    text: m.parameter_suggestions_text,
  },
  timeZone: {
    group: 'organisation',
    kind: 'timeZone',
    name: m.parameter_time_zone,
    text: m.parameter_time_zone_text,
  },
  retentionDays: {
    group: 'organisation',
    kind: 'days',
    name: m.parameter_retention,
    text: m.parameter_retention_text,
  },
  eventRetentionDays: {
    group: 'organisation',
    kind: 'days',
    name: m.parameter_event_retention,
    text: m.parameter_event_retention_text,
  },
  attachmentMaxMegabytes: {
    group: 'organisation',
    kind: 'megabytes',
    name: m.parameter_attachment_size,
    text: m.parameter_attachment_size_text,
  },
  secondFactorRequired: {
    group: 'organisation',
    kind: 'flag',
    name: m.parameter_second_factor,
    text: m.parameter_second_factor_text,
  },
};

const groupNames = {
  sessions: m.parameters_sessions,
  visitors: m.parameters_visitors,
  work: m.parameters_work,
  organisation: m.parameters_organisation,
};

export const parameterNames = Object.keys(parameterTexts) as ParameterName[];

/** All parameters in the groups in which they are shown. */
export const parameterGroups = Object.entries(groupNames).map(([id, name]) => ({
  id,
  name,
  parameters: parameterNames.filter((one) => parameterTexts[one].group === id),
}));

const sourceTexts: Record<string, () => string> = {
  QUICK_REPLIES: m.suggestion_sources_replies,
  HISTORY: m.suggestion_sources_history,
  BOTH: m.suggestion_sources_both,
};

/** What the parameters count in that are numbers. */
export const unitTexts = { seconds: m.unit_seconds, days: m.unit_days, megabytes: m.unit_megabytes };

/** A value in words: 1,800 秒, 开启, Asia/Shanghai. */
export function parameterValueText(name: ParameterName, value: ParameterValue): string {
  const { kind } = parameterTexts[name];
  switch (kind) {
    case 'seconds':
    case 'days':
    case 'megabytes':
      return `${value} ${unitTexts[kind]()}`;
    case 'flag':
      return value === true ? m.parameter_on() : m.parameter_off();
    case 'sources':
      return sourceTexts[String(value)]?.() ?? String(value);
    case 'timeZone':
      return String(value);
  }
}

export const sourceOptions = () =>
  Object.entries(sourceTexts).map(([value, label]) => ({ value, label: label() }));
