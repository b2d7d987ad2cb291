import { withBenchDatabase } from './benchDatabase.ts';
import type { BenchFlags } from './flags.ts';
import { GeneratorProcess } from './generatorProcess.ts';
import type { Account, Contestant } from './loadGenerator.ts';
import type { LoadReport } from './loadRun.ts';
import type { Latencies } from './latencies.ts';
import { measureFanOut, measureOverload, measureReturn, type OverloadFigures } from './hardMoments.ts';
import {
  measureConnections,
  measureLimit,
  measureLoad,
  prime,
  type ConnectionFigures,
  type LimitFigures,
  type Stage,
} from './measures.ts';
import { ServerProcess } from './serverProcess.ts';

/** How late the generator may be (p99) before latencies say more about it than about the server. */
const MAX_LATENESS_MS = 5;

/** What one contestant showed in one go. */
export interface LegFigures {
  contestant: Contestant;
  connections: ConnectionFigures;
  latency: LoadReport;
  latencyCpuMs: number;
  limit: LimitFigures;
  /** CPU of the server per message at half of its own limit. */
  halfLimit: { rate: number; cpuMs: number };
  overload: OverloadFigures;
  /** When the last of many agents has a message that all of them follow. */
  fanOut: Latencies;
  /** Clients a second that came back after a restart and had what they missed. */
  returnsPerSecond: number;
  account: Account;
  /** Why some of these figures do not count. */
  invalid: string[];
}

/** Measures one contestant once: a fresh database, a fresh server, a fresh generator. `stop` ends it early. */
export function runLeg(
  contestant: Contestant,
  flags: BenchFlags,
  say: (line: string) => void,
  stop: AbortSignal,
): Promise<LegFigures> {
  return withBenchDatabase(async (databaseUrl) => {
    const server = await ServerProcess.start(contestant, { DATABASE_URL: databaseUrl });
    const generator = new GeneratorProcess();
    // Whoever waits for it then fails, and everything is cleaned up on the way out.
    stop.addEventListener('abort', () => generator.stop());
    try {
      stop.throwIfAborted();
      return await measureAll(contestant, { server, generator, flags, say });
    } finally {
      generator.stop();
      await server.stop();
    }
  });
}

async function measureAll(contestant: Contestant, stage: Stage): Promise<LegFigures> {
  const { server, generator, flags } = stage;
  const { visitors, agents, idle, rate, seconds, stepSeconds } = flags;

  await generator.enter(contestant, server.url, Math.max(visitors, idle));
  const connections = await measureConnections(stage);
  await generator.disconnectVisitors(visitors, Math.max(visitors, idle));
  await generator.connectAgents(agents, visitors);
  await prime(stage);

  const latency = await measureLoad(stage, { rate, seconds, warmupSeconds: Math.min(2, seconds) });
  const limit = await measureLimit(stage);
  const halfRate = Math.max(1, Math.round(limit.rate / 2));
  const half = await measureLoad(stage, { rate: halfRate, seconds: stepSeconds, warmupSeconds: 1 });
  const overload = await measureOverload(stage, limit.rate);
  const fanOut = await measureFanOut(stage);
  const returnsPerSecond = await measureReturn(stage);

  const { lateness } = latency.report;
  const isLate = lateness.p99 > MAX_LATENESS_MS;
  return {
    contestant,
    connections,
    latency: latency.report,
    latencyCpuMs: latency.cpuMs,
    limit,
    halfLimit: { rate: halfRate, cpuMs: half.cpuMs },
    overload,
    fanOut,
    returnsPerSecond,
    account: await generator.settle(),
    invalid: [
      ...(isLate ? [`latencies: the load generator was ${lateness.p99.toFixed(1)} ms late (p99)`] : []),
      ...(limit.isGeneratorBound ? ['limit: the load generator was too late to offer more'] : []),
    ],
  };
}
