import { PgBoss, type Job } from 'pg-boss';
import type { Core } from '../core/core.ts';
import { deliverLane, type Lane } from './deliverLane.ts';

const queue = 'webhookLanes';
/** How many lanes a process works on at once: a receiver that does not answer holds one of them for each call. */
const lanesAtOnce = 16;
/** How many of one webhook, so that what its receiver holds is not all there is. */
const lanesOfWebhook = 4;
/**
 * What is to be tried later than this is left to whoever looks for lanes that are due (`dueLanes`): a lane whose webhook is
 * repaired must not wait for the end of a long pause.
 */
const soonMs = 10_000;

/**
 * Wakes the lanes of webhooks, by pg-boss: one process at a time works on a lane, later on what is to be tried later, and
 * another one goes on where one died. What is to be delivered, and in which order, stands in the ledger; a lane that is
 * woken for nothing costs a look.
 */
export interface WebhookQueue {
  wake(lanes: readonly Lane[]): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the queue's own tables where they are not there, and begins to work. */
export async function startWebhookQueue(core: Core): Promise<WebhookQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => core.database.execute(text, values) as Promise<{ rows: unknown[] }> },
    backend: core.database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'pgboss',
    schedule: false,
    // How soon it is noticed that a process died with a lane in its hand, in seconds.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    reindex: false,
    monitorVacuum: false,
    persistWarnings: false,
  });
  boss.on('error', (error) => core.log.warn({ err: error }, 'the webhooks’ queue has trouble'));
  await boss.start();
  // Of each lane one job waits at most, and one is worked on.
  await boss.createQueue(queue, {
    policy: 'stately',
    retryLimit: 1_000,
    retryDelay: 5,
    expireInSeconds: 900,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 60,
  });

  const wake = async (lanes: readonly Lane[], inMs = 0) => {
    if (lanes.length === 0) return;
    await boss.insert(
      queue,
      lanes.map((lane) => ({
        data: lane,
        singletonKey: `${lane.webhookId}:${lane.visitorId}`,
        group: { id: lane.webhookId },
        // A span and no moment: the database's clock may be another than ours.
        startAfter: inMs / 1000,
      })),
    );
    boss.notifyWorker(workerId);
  };
  const work = async ([job]: Job<Lane>[]) => {
    if (!job) return;
    const again = await deliverLane(core, job.data);
    const inMs = again ? again.getTime() - core.clock.now().getTime() : soonMs;
    if (inMs < soonMs) await wake([job.data], Math.max(0, inMs));
    boss.notifyWorker(workerId);
  };
  const options = {
    batchSize: 1,
    localConcurrency: lanesAtOnce,
    localGroupConcurrency: lanesOfWebhook,
    pollingIntervalSeconds: 2,
  };
  const workerId = await boss.work(queue, options, work);
  return {
    wake,
    stop: () => boss.stop({ graceful: true, timeout: 12_000, close: false }),
  };
}
