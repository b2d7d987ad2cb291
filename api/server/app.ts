import { randomUUID } from 'node:crypto';
import { AgentPresence } from '../agent/presence.ts';
import { renewGracePeriods } from '../agent/renewGracePeriods.ts';
import { sweepLostConnections } from '../agent/sweepLostConnections.ts';
import { sweepUnreachableAgents } from '../agent/sweepUnreachableAgents.ts';
import { sweepWaitingSessions } from '../assignment/sweepWaitingSessions.ts';
import { sweepAttachments } from '../attachment/sweepAttachments.ts';
import { sweepDiscardedAttachments } from '../attachment/sweepDiscardedAttachments.ts';
import { sweepExpiredBlocks } from '../block/sweepExpiredBlocks.ts';
import { pingScanner } from '../core/clamav.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import type { Core } from '../core/core.ts';
import { openDatabase, type Database } from '../core/database.ts';
import type { Environment } from '../core/environment.ts';
import type { ListenAddress } from '../core/listenAddress.ts';
import { createLog, type Log } from '../core/log.ts';
import { openFileStore } from '../core/openFileStore.ts';
import { createLocalPubsub } from '../core/pubsub.ts';
import { createRateLimits } from '../core/rateLimits.ts';
import { createRedisPubsub } from '../core/redisPubsub.ts';
import { createSchedule, everyTurns } from '../core/schedule.ts';
import { createServerProcess } from '../core/serverProcess.ts';
import { vacuumEmbedded } from '../core/vacuumEmbedded.ts';
import { withinTime } from '../core/withinTime.ts';
import { sweepEvents } from '../event/sweepEvents.ts';
import { sweepMessageMonths } from '../message/sweepMessageMonths.ts';
import { PushDelivery } from '../notification/pushDelivery.ts';
import { sweepOverdueSessions } from '../notification/sweepOverdueSessions.ts';
import { fillSearchTexts } from '../quickReply/fillSearchTexts.ts';
import { keepTalksSearchable } from '../search/keepTalksSearchable.ts';
import { keepVisitorsSearchable } from '../search/keepVisitorsSearchable.ts';
import { sweepDueScripts } from '../script/sweepDueScripts.ts';
import { renewIdleLimit } from '../session/renewIdleLimit.ts';
import { sweepSessionEnds } from '../session/sweepSessionEnds.ts';
import { sweepDrafts } from '../draft/sweepDrafts.ts';
import { sweepSentTexts } from '../suggestion/sweepSentTexts.ts';
import { renewVisitorGrace } from '../visitor/renewVisitorGrace.ts';
import { sweepLostVisitors } from '../visitor/sweepLostVisitors.ts';
import { sweepOldMonths } from '../visitor/sweepOldMonths.ts';
import { sweepOldVisitors } from '../visitor/sweepOldVisitors.ts';
import { VisitorPresence } from '../visitor/visitorPresence.ts';
import { sweepWebhookDeliveries } from '../webhook/sweepWebhookDeliveries.ts';
import { WebhookDispatcher } from '../webhook/webhookDispatcher.ts';
import { createHttpServer } from './httpServer.ts';
import { createMetricsServer, type MetricsServer } from './metrics/metricsServer.ts';
import { ServerMetrics } from './metrics/serverMetrics.ts';
import { watchDesk } from './metrics/watchDesk.ts';
import { openReplicas } from './openReplicas.ts';
import { assertTlsInFront, prepareDemo } from './safeStart.ts';
import { startTracing } from './tracing/startTracing.ts';
import { tracedPubsub } from './tracing/tracedPubsub.ts';

export interface App {
  core: Core;
  /** Starts to serve. @returns the port, also when the environment asked for any free one. */
  listen(): Promise<number>;
  /** Finishes what is running, closes sockets so that clients connect again, and lets go of everything. */
  stop(): Promise<void>;
}

/** What tests put in place of the real thing. */
export interface Substitutes {
  database?: Database;
  clock?: Clock;
  log?: Log;
}

/**
 * What time changes, brought up to date every second on one process. Who waits is looked at less often: whatever changes
 * that has them assigned by itself, but for the working hours.
 */
const sweeps = [
  sweepLostConnections,
  sweepLostVisitors,
  sweepUnreachableAgents,
  sweepSessionEnds,
  sweepExpiredBlocks,
  sweepDueScripts,
  sweepOverdueSessions,
  keepTalksSearchable,
  keepVisitorsSearchable,
  everyTurns(5, sweepWaitingSessions),
  everyTurns(60, vacuumEmbedded),
  everyTurns(60, sweepMessageMonths),
  everyTurns(3600, sweepOldMonths),
  everyTurns(60, sweepOldVisitors),
  everyTurns(60, sweepEvents),
  everyTurns(60, sweepDiscardedAttachments),
  everyTurns(3600, sweepWebhookDeliveries),
  everyTurns(3600, fillSearchTexts),
  everyTurns(3600, sweepAttachments),
  everyTurns(3600, sweepSentTexts),
  everyTurns(3600, sweepDrafts),
];

/** Puts the product together: database opened and migrated, demo data in an empty one, ready to listen. */
export async function buildApp(environment: Environment, substitutes: Substitutes = {}): Promise<App> {
  assertTlsInFront(environment);
  const log = substitutes.log ?? createLog(environment);
  const files = await openFileStore(environment);
  const tracing = await startTracing(environment, log);
  const database = substitutes.database ?? (await openDatabase({ ...environment, log, tracing }));
  await prepareDemo({ database, environment }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const { metricsAddress, redisUrl, redisPrefix } = environment;
  const metrics = metricsAddress && new ServerMetrics();
  const plain = redisUrl ? createRedisPubsub(redisUrl, redisPrefix, log) : createLocalPubsub();
  const pubsub = tracing ? tracedPubsub(tracing, plain) : plain;
  const replicas = openReplicas(environment, database, log, { metrics, tracing });
  const core: Core = {
    processId: randomUUID(),
    environment,
    database,
    readReplica: replicas ?? database,
    files,
    pubsub: metrics?.counting(pubsub) ?? pubsub,
    rateLimits: createRateLimits(redisUrl, redisPrefix, log),
    clock: substitutes.clock ?? systemClock,
    log,
  };
  const agents = new AgentPresence(core);
  const visitors = new VisitorPresence(core);
  const server = createHttpServer(core, { agents, visitors }, { metrics, tracing });
  const metricsServer = metricsAddress && metrics && serveMetrics(core, metrics, metricsAddress);
  const webhooks = new WebhookDispatcher(core);
  if (environment.clamavUrl) await noteScanner(core, environment.clamavUrl);
  const serverProcess = createServerProcess(core, async (wasForgotten) => {
    await Promise.all([agents.repair(wasForgotten), visitors.repair(wasForgotten)]);
  });
  const afterPause = () => Promise.all([renewGracePeriods(core), renewVisitorGrace(core)]);
  const pushes = new PushDelivery();
  const schedule = createSchedule(core, {
    sweeps: [...sweeps, pushes.sweepPushes],
    afterPause,
    afterJump: renewIdleLimit,
  });
  return {
    core,
    async listen() {
      await serverProcess.start();
      replicas?.start();
      schedule.start();
      webhooks.start();
      await metricsServer?.listen();
      return server.listen();
    },
    async stop() {
      await server.stop();
      for (const leave of [
        () => webhooks.stop(),
        () => agents.stop(),
        () => visitors.stop(),
        () => schedule.stop(),
        () => pushes.stop(),
        () => serverProcess.stop(),
        () => sweepLostConnections(core),
        () => sweepLostVisitors(core),
      ]) {
        // What cannot be told to a database that is away, others notice when the lease is over.
        await leave().catch((error: unknown) => log.warn({ err: error }, 'could not leave in order'));
      }
      await metricsServer?.stop();
      await core.pubsub.close();
      await core.rateLimits.close();
      await replicas?.close();
      await database.close();
      await tracing?.stop();
    },
  };
}

/** Tells Prometheus of this process and of the service. */
function serveMetrics(core: Core, metrics: ServerMetrics, address: ListenAddress): MetricsServer {
  watchDesk(core, metrics);
  metrics.watch('dukou_others_reachable', 'Whether other processes can be told what happens (Redis).', () =>
    withinTime(2_000, core.pubsub.ping(), 'Redis does not answer.').then(
      () => 1,
      () => 0,
    ),
  );
  return createMetricsServer(core, metrics, address);
}

/** clamd takes a minute to start, and does not keep us from starting. */
async function noteScanner({ log }: Core, clamavUrl: string): Promise<void> {
  await pingScanner(clamavUrl).catch((error: unknown) =>
    log.warn({ err: error }, 'the scanner of CLAMAV_URL does not answer: until it does, no files are taken'),
  );
}
