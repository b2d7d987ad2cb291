import { recordAudit } from '../audit/recordAudit.ts';
import { type Actor, hasPermission } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput } from '../core/input.ts';
import { publication } from '../core/pubsub.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { settingsTopic } from './settingEvents.ts';
import {
  changesShape,
  defaultSettings,
  settingNames,
  settingsFrom,
  type SettingChanges,
  type SettingName,
  type Settings,
} from './settingRules.ts';

/** Any number that nothing else takes an advisory lock on. */
const settingsLock = 7_402_155_905;

/**
 * Changes parameters of the organisation, for all processes at once.
 * @returns all of them as they are now. @throws NotAllowedError, InvalidInputError
 */
export async function updateSettings(core: Core, actor: Actor, input: SettingChanges): Promise<Settings> {
  if (!hasPermission(actor, 'MANAGE_SETTINGS')) throw new NotAllowedError();
  const wanted = checkInput(changesShape, input);
  return inTransaction(core, async (transaction, record) => {
    // One change at a time, so that the audit says what each one changed.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${settingsLock})`;
    const before = settingsFrom(await transaction.setting.findMany());
    const after = { ...before, ...withoutNulls(wanted) } as Settings;
    const changed = settingNames.filter((name) => after[name] !== before[name]);
    for (const name of changed) {
      await store(transaction, name, after[name]);
      const changes = { [name]: { before: asAudited(before[name]), after: asAudited(after[name]) } };
      await recordAudit(transaction, actor, 'updateSettings', { type: 'Setting', id: name }, changes);
    }
    if (changed.length > 0) record(publication(settingsTopic, { type: 'SettingsChanged' }));
    return after;
  });
}

/** A value as the audit keeps it: rules as texts. */
function asAudited(value: Settings[SettingName]) {
  if (!Array.isArray(value)) return value;
  return value.map(({ kind, sound, isShown }) => `${kind}: ${sound}${isShown ? ', shown' : ''}`);
}

function withoutNulls(changes: object): object {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value != null));
}

/** Only what differs from its default is stored, so that better defaults reach those who never chose. */
async function store(
  transaction: Transaction,
  name: SettingName,
  value: Settings[SettingName],
): Promise<void> {
  if (value === defaultSettings[name]) await transaction.setting.deleteMany({ where: { name } });
  else await transaction.setting.upsert({ where: { name }, create: { name, value }, update: { value } });
}
