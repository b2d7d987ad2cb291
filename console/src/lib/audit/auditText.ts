import type { AuditLineFragment, Permission } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { permissionTexts } from '#lib/role/permissionTexts.ts';
import { parameterTexts, parameterValueText, type ParameterName } from '#lib/setting/parameterTexts.ts';
import { fullTime } from '#lib/setting/timeFormat.ts';
import { actionTexts, fieldTexts } from './auditTexts.ts';

type Change = AuditLineFragment['changes'][number];

/** A change as it is read: which field, and its values in words. */
export interface ChangeText {
  field: string;
  before: string;
  after: string;
}

const isParameter = (name: string): name is ParameterName => name in parameterTexts;
const isPermission = (name: string): name is Permission => name in permissionTexts;

/** What was done, in a sentence. */
export function auditSentence({ action, targetId, targetName }: AuditLineFragment): string {
  const target = isParameter(targetId) ? parameterTexts[targetId].name() : (targetName ?? '');
  // What a newer product writes down still says something.
  return (actionTexts[action]?.({ target }) ?? `${action} ${target}`).trim();
}

/** An action as it is chosen to look for: the sentence without what it was done to. */
export function actionLabel(action: string): string {
  return (actionTexts[action]?.({ target: '' }) ?? action).replaceAll(/\s+/g, ' ').trim();
}

export function changeTexts({ changes, targetType }: AuditLineFragment): ChangeText[] {
  // Whatever was not there before and is not there now says nothing.
  const told = changes.filter(({ before, after }) => before !== after);
  return told.map((change) => ({
    field: fieldName(change.field, targetType),
    before: valueText(change, JSON.parse(change.before), change.beforeName),
    after: valueText(change, JSON.parse(change.after), change.afterName),
  }));
}

function fieldName(field: string, targetType: string): string {
  if (targetType === 'Setting' && isParameter(field)) return parameterTexts[field].name();
  return fieldTexts[field]?.() ?? field;
}

function valueText({ field }: Change, value: unknown, name: string | null): string {
  if (name !== null) return name;
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return m.audit_empty_value();
  if (isParameter(field)) return parameterValueText(field, value as string | number | boolean);
  if (typeof value === 'boolean') return value ? m.parameter_on() : m.parameter_off();
  if (Array.isArray(value))
    return value
      .map((one) => (isPermission(String(one)) ? permissionTexts[one as Permission].name() : String(one)))
      .join(m.list_comma());
  if (typeof value === 'string') return field.endsWith('At') ? fullTime(value) : value;
  return JSON.stringify(value);
}
