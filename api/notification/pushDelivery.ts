import type { Core } from '../core/core.ts';
import { deliverPushes } from './deliverPushes.ts';

/**
 * Has pushes delivered beside the sweeps, on the process that sweeps: a push service that does not answer must not hold up what
 * time changes.
 */
export class PushDelivery {
  #running: Promise<void> | undefined;

  /** Begins a round unless one is running. */
  readonly sweepPushes = (core: Core): Promise<void> => {
    this.#running ??= deliverPushes(core)
      .catch((error: unknown) => core.log.warn({ err: error }, 'pushes could not be delivered'))
      .finally(() => (this.#running = undefined));
    return Promise.resolve();
  };

  /** Resolves when the round that runs is over. */
  async stop(): Promise<void> {
    await this.#running;
  }
}
