import type { Core } from '../core/core.ts';
import { keep } from '../core/kept.ts';
import type { Transaction } from '../core/transaction.ts';
import { settingsTopic } from './settingEvents.ts';
import { settingsFrom, type Settings } from './settingRules.ts';

const kept = keep(settingsTopic, async (transaction) => settingsFrom(await transaction.setting.findMany()));

/** The organisation's parameters; read from the database once, and again when they have changed. */
export function getSettings(core: Core): Promise<Settings> {
  return kept.get(core);
}

/** The organisation's parameters within a transaction, which must not wait for a reading on another connection. */
export function getSettingsWithin(core: Core, transaction: Transaction): Promise<Settings> {
  return kept.getWithin(core, transaction);
}
