import { setTimeout as sleep } from 'node:timers/promises';
import { bellOn, type Bell } from '../core/bell.ts';
import type { Core } from '../core/core.ts';
import { holdLease, releaseLease } from '../core/lease.ts';
import { everySession } from '../session/sessionEvents.ts';
import { dueLanes } from './dueLanes.ts';
import { planDeliveries } from './planDeliveries.ts';
import { webhooksTopic } from './webhookEvents.ts';
import { startWebhookQueue, type WebhookQueue } from './webhookQueue.ts';

const leaseName = 'webhooks';
/** How long the others wait after the death of the process that plans. */
const leaseSeconds = 10;
/** Looked at this often even if nobody said that something happened. */
const lookAgainMs = 5_000;
/** What happens within a moment is planned together. */
const gatherMs = 50;

/**
 * Sees to it that webhooks are told what happens: one process plans, all deliver. As long as there is no webhook that is
 * on, nothing of it runs, and the queue's tables are not made.
 */
export class WebhookDispatcher {
  readonly #core: Core;
  readonly #controller = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #queue: WebhookQueue | undefined;
  #rescueAt = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  start(): void {
    this.#running = this.#run().catch((error: unknown) =>
      this.#core.log.error({ err: error }, 'webhooks are not served any more'),
    );
  }

  /** Ends it; what is being called now is finished first. */
  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#running;
    await this.#queue?.stop();
    if (this.#queue) await releaseLease(this.#core, leaseName);
  }

  async #run(): Promise<void> {
    const { signal } = this.#controller;
    const changes = await bellOn(this.#core, [webhooksTopic], signal);
    const news = await bellOn(this.#core, [everySession, webhooksTopic], signal);
    changes.ring();
    while (!signal.aborted) {
      try {
        await this.#turn(changes);
      } catch (error) {
        this.#core.log.warn({ err: error }, 'webhooks could not be served');
        await sleep(1_000, undefined, { signal }).catch(() => undefined);
      }
      // Without a webhook, what happens is no reason to look.
      await (this.#queue ? news : changes).heard(lookAgainMs, signal);
      await sleep(gatherMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #turn(changes: Bell): Promise<void> {
    const isChanged = changes.hasRung;
    changes.silence();
    if (!this.#queue) {
      const isOn = await this.#core.database.prisma.webhook.findFirst({
        where: { isEnabled: true },
        select: { id: true },
      });
      if (!isOn) return;
      this.#queue = await startWebhookQueue(this.#core);
    }
    if (!(await holdLease(this.#core, leaseName, leaseSeconds))) return;
    await this.#queue.wake(await planDeliveries(this.#core));
    const now = performance.now();
    if (!isChanged && now < this.#rescueAt) return;
    this.#rescueAt = now + lookAgainMs;
    await this.#queue.wake(await dueLanes(this.#core));
  }
}
