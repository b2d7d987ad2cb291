import { afterAll, afterEach, beforeAll } from 'vitest';
import { systemClock } from '../../api/core/clock.ts';
import type { Core } from '../../api/core/core.ts';
import { WebhookDispatcher } from '../../api/webhook/webhookDispatcher.ts';
import { buildTestCore } from '../support/testCore.ts';
import { startReceiver, type Receiver } from './receiver.ts';

/** A core at the real time whose webhooks are served, for the calling test file; after each test they are gone. */
export class WebhooksAtWork {
  #core: Core | undefined;
  #receivers: Receiver[] = [];

  constructor() {
    let end: () => Promise<void>;
    beforeAll(async () => {
      const testCore = await buildTestCore({
        ENTRIES_PER_MINUTE: '100000',
        WEBHOOK_RETRY_SECONDS: '1',
        WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS: 'true',
      });
      // Signatures are held against the real time.
      this.#core = { ...testCore, clock: systemClock };
      const dispatcher = new WebhookDispatcher(this.#core);
      dispatcher.start();
      end = async () => {
        await dispatcher.stop();
        await testCore.close();
      };
    });
    afterEach(async () => {
      await this.core.database.prisma.webhook.deleteMany();
      for (const receiver of this.#receivers) await receiver.close();
      this.#receivers = [];
    });
    afterAll(() => end());
  }

  get core(): Core {
    if (!this.#core) throw new Error('webhooks are at work only inside of tests');
    return this.#core;
  }

  /** A receiver until the end of the test. */
  async receive(...answer: Parameters<typeof startReceiver>): Promise<Receiver> {
    const receiver = await startReceiver(...answer);
    this.#receivers.push(receiver);
    return receiver;
  }
}
