import { withBenchDatabase } from './benchDatabase.ts';
import type { BenchFlags } from './flags.ts';
import { GeneratorProcess } from './generatorProcess.ts';
import { median, type Latencies } from './latencies.ts';
import { measureLoad, prime, settleKept, type Stage } from './measures.ts';
import { ServerProcess } from './serverProcess.ts';

export interface TwoProcessesFigures {
  /** From the scheduled send until the other side has it, where both are connected to one process, and where not. */
  together: Latencies[];
  apart: Latencies[];
  /** What the way through Redis adds to the median, ms. */
  addedP50: number;
}

const turns = 2;
const DEFAULT_REDIS = 'redis://127.0.0.1:6379';

/** Two processes on one database and one Redis: visitors at the first, agents at the first and then at the second. */
export function measureTwoProcesses(
  flags: BenchFlags,
  say: (line: string) => void,
  stop: AbortSignal,
): Promise<TwoProcessesFigures> {
  return withBenchDatabase(async (databaseUrl) => {
    const variables = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: process.env.REDIS_URL ?? DEFAULT_REDIS,
    };
    const server = await ServerProcess.start('ours', variables);
    const other = await ServerProcess.start('ours', variables);
    const generator = new GeneratorProcess();
    stop.addEventListener('abort', () => generator.stop());
    try {
      stop.throwIfAborted();
      return await compare({ server, generator, flags, say }, other);
    } finally {
      generator.stop();
      await Promise.all([server.stop(), other.stop()]);
    }
  });
}

async function compare(stage: Stage, other: ServerProcess): Promise<TwoProcessesFigures> {
  const { server, generator, flags } = stage;
  const { visitors, agents, rate, seconds } = flags;
  await generator.enter('ours', server.url, visitors);
  await generator.connectVisitors(0, visitors);
  const loadWithAgentsAt = async ({ url }: ServerProcess) => {
    await generator.connectAgents(agents, visitors, url);
    await prime(stage);
    const { report } = await measureLoad(stage, { rate, seconds: seconds / 2, warmupSeconds: 1 });
    await generator.disconnectAgents();
    return report.delivery;
  };
  const [together, apart]: [Latencies[], Latencies[]] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    together.push(await loadWithAgentsAt(server));
    apart.push(await loadWithAgentsAt(other));
  }
  await settleKept(generator);
  const p50 = (all: Latencies[]) => median(all.map((one) => one.p50));
  return { together, apart, addedP50: p50(apart) - p50(together) };
}
