import type { Core } from '../../core/core.ts';
import type { ServerMetrics } from './serverMetrics.ts';

/** The numbers of the whole service, which every process tells alike. */
interface DeskFigures {
  live: number;
  waiting: number;
  longestWaitSeconds: number;
  reachable: number;
  pushes: number;
  deliveries: number;
}

/** Whoever asks for one is asking for all: they are read together. */
const readAnewMs = 1_000;

const statement = `
  SELECT count(*) AS "live", count("waitingSince") AS "waiting",
    COALESCE(EXTRACT(EPOCH FROM $1::timestamptz - min("waitingSince")), 0)::float8 AS "longestWaitSeconds",
    (SELECT count(*) FROM "Agent" WHERE "status" <> 'OFFLINE' AND "deactivatedAt" IS NULL) AS "reachable",
    (SELECT count(*) FROM "PendingPush") AS "pushes",
    (SELECT count(*) FROM "WebhookDelivery" WHERE "status" = 'PENDING') AS "deliveries"
  FROM "Session" WHERE "endedAt" IS NULL`;

/** Has the service's numbers read when they are asked for. */
export function watchDesk(core: Core, metrics: ServerMetrics): void {
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<DeskFigures>;
  const figures = () => {
    if (performance.now() - readAt < readAnewMs) return reading;
    readAt = performance.now();
    return (reading = readFigures(core));
  };
  const watch = (name: string, help: string, key: keyof DeskFigures) =>
    metrics.watch(name, `${help} The same in every process.`, async () => (await figures())[key]);
  watch('dukou_live_sessions', 'Sessions that have not ended.', 'live');
  watch('dukou_waiting_sessions', 'Sessions whose visitor waits for an answer.', 'waiting');
  watch('dukou_longest_wait_seconds', 'How long the one who waits longest has waited.', 'longestWaitSeconds');
  watch('dukou_reachable_agents', 'Agents who are not offline.', 'reachable');
  watch('dukou_pending_pushes', 'Notifications that are still to be pushed.', 'pushes');
  watch('dukou_pending_deliveries', 'Webhook deliveries that are still to be made.', 'deliveries');
}

async function readFigures({ database, clock }: Core): Promise<DeskFigures> {
  const [figures] = await database.query<DeskFigures>(statement, [clock.now()]);
  if (!figures) throw new Error('The figures of the desk were not answered.');
  return figures;
}
