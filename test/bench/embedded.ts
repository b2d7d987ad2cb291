import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchFlags } from './flags.ts';
import { GeneratorProcess } from './generatorProcess.ts';
import type { Latencies } from './latencies.ts';
import { measureLimit, measureLoad, prime } from './measures.ts';
import { ServerProcess } from './serverProcess.ts';

export interface EmbeddedFigures {
  /** From the scheduled send until the other side has it. */
  delivery: Latencies;
  /** Messages a second. */
  limit: number;
  /** Resident memory of the process after that load. */
  residentBytes: number;
  /** From the start of the process until it answers, with what the load has left in its database. */
  restartSeconds: number;
}

/** The product with nothing configured: its database in the process. */
export async function measureEmbedded(
  flags: BenchFlags,
  say: (line: string) => void,
  stop: AbortSignal,
): Promise<EmbeddedFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'dukou-bench-'));
  const server = await ServerProcess.start('ours', { DATA_DIR: folder });
  const generator = new GeneratorProcess();
  stop.addEventListener('abort', () => generator.stop());
  try {
    stop.throwIfAborted();
    const stage = { server, generator, flags, say };
    const { visitors, agents, rate, seconds } = flags;
    await generator.enter('ours', server.url, visitors);
    await generator.connectVisitors(0, visitors);
    await generator.connectAgents(agents, visitors);
    await prime(stage);
    const { report } = await measureLoad(stage, { rate, seconds: seconds / 2, warmupSeconds: 1 });
    const { rate: limit } = await measureLimit(stage);
    const { violationCount, violations } = await generator.settle();
    if (violationCount > 0)
      throw new Error(`Violated ${violationCount} times: ${JSON.stringify(violations)}`);
    const { rss: residentBytes } = await server.sample();
    const restartSeconds = await server.restart();
    return { delivery: report.delivery, limit, residentBytes, restartSeconds };
  } finally {
    generator.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
