import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchFlags } from './flags.ts';
import { GeneratorProcess } from './generatorProcess.ts';
import type { Latencies } from './latencies.ts';
import { enterAll, measureLimit, measureLoad, settleKept } from './measures.ts';
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
    const { rate, seconds } = flags;
    await enterAll(stage);
    const { report } = await measureLoad(stage, { rate, seconds: seconds / 2, warmupSeconds: 1 });
    const { rate: limit } = await measureLimit(stage);
    await settleKept(generator);
    const { rss: residentBytes } = await server.sample();
    const restartSeconds = await server.restart();
    return { delivery: report.delivery, limit, residentBytes, restartSeconds };
  } finally {
    generator.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
