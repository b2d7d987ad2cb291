import type { Core } from '../core/core.ts';
import type { Pubsub } from '../core/pubsub.ts';
import type { Transaction } from '../core/transaction.ts';
import { settingsTopic } from './settingEvents.ts';
import { settingsFrom, type Settings } from './settingRules.ts';

/** Read again after this long at the latest: an event that got lost unnoticed must not matter for ever. */
const keptMs = 60_000;

/** The settings that a process keeps in memory. */
class KeptSettings {
  #reading: Promise<Settings> | undefined;
  #settings: Settings | undefined;
  #readAt = 0;
  #listening: Promise<unknown> | undefined;

  /** What is in memory and still counts. */
  get fresh(): Settings | undefined {
    return performance.now() - this.#readAt < keptMs ? this.#settings : undefined;
  }

  get(core: Core): Promise<Settings> {
    const now = performance.now();
    if (this.#reading && now - this.#readAt < keptMs) return this.#reading;
    this.#readAt = now;
    const reading = this.#read(core);
    this.#reading = reading;
    this.#settings = undefined;
    reading.then(
      (settings) => {
        if (this.#reading === reading) this.#settings = settings;
      },
      () => {
        if (this.#reading === reading) this.#reading = undefined;
      },
    );
    return reading;
  }

  /** Listens before it reads: a change in between makes it forget what it reads. */
  async #read(core: Core): Promise<Settings> {
    const forget = () => {
      this.#reading = undefined;
      this.#settings = undefined;
    };
    this.#listening ??= core.pubsub.subscribe([settingsTopic], { onEvent: forget, onGap: forget });
    await this.#listening;
    return settingsFrom(await core.database.prisma.setting.findMany());
  }
}

/** By what every copy of a process' core shares. */
const kept = new WeakMap<Pubsub, KeptSettings>();

function keptBy(core: Core): KeptSettings {
  const known = kept.get(core.pubsub) ?? new KeptSettings();
  kept.set(core.pubsub, known);
  return known;
}

/** The organisation's parameters; read from the database once, and again when they have changed. */
export function getSettings(core: Core): Promise<Settings> {
  return keptBy(core).get(core);
}

/**
 * The organisation's parameters within a transaction, which must not wait for a reading on another connection: embedded
 * there is none, and that reading would wait for the transaction to end.
 */
export async function getSettingsWithin(core: Core, transaction: Transaction): Promise<Settings> {
  return keptBy(core).fresh ?? settingsFrom(await transaction.setting.findMany());
}
