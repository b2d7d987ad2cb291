import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchFlags } from './flags.ts';
import type { GeneratorProcess } from './generatorProcess.ts';
import { messagesForTurns, type LoadPlan, type LoadReport } from './loadRun.ts';
import type { ServerProcess } from './serverProcess.ts';
import { searchSustainedRate } from './sustainedRate.ts';

export const LATENCY_LIMIT_MS = 200;
export const GOODPUT_LIMIT = 0.98;
/** A step that failed with a generator later than this (p99) says nothing about the server. */
const MAX_STEP_LATENESS_MS = LATENCY_LIMIT_MS / 4;
const PRIMING_RATE = 400;

/** What a measure works with. */
export interface Stage {
  server: ServerProcess;
  generator: GeneratorProcess;
  flags: BenchFlags;
  say: (line: string) => void;
}

export interface ConnectionFigures {
  count: number;
  /** Bytes per connection: resident memory of the process, and live objects with the buffers they hold. */
  residentBytes: number;
  liveBytes: number;
  /** CPU time in milliseconds per second while all are connected and nothing happens. */
  idleCpuMs: number;
  /** Connected, authenticated and subscribed per second. */
  connectsPerSecond: number;
}

/**
 * Memory per connection: before against after all but a fiftieth of them, which are there before so that the code of
 * the first connections is not counted as theirs. Garbage is collected and unused pages are given back both times:
 * otherwise what was left from earlier work would take in the new connections, and they would seem to cost nothing.
 */
export async function measureConnections({
  server,
  generator,
  flags,
  say,
}: Stage): Promise<ConnectionFigures> {
  const count = Math.max(flags.visitors, flags.idle);
  const base = Math.ceil(count / 50);
  await generator.connectVisitors(0, base);
  const few = await server.settle();
  const startedAt = performance.now();
  await generator.connectVisitors(base, count);
  const connectsPerSecond = ((count - base) / (performance.now() - startedAt)) * 1000;
  const many = await server.settle();
  const idleSeconds = flags.seconds / 2;
  const { cpuMs } = await server.sample();
  await sleep(idleSeconds * 1000);
  const idleCpuMs = ((await server.sample()).cpuMs - cpuMs) / idleSeconds;
  const residentBytes = (many.rss - few.rss) / (count - base);
  const liveBytes = (many.heapUsed + many.external - few.heapUsed - few.external) / (count - base);
  say(`${count} idle connections: ${(residentBytes / 1000).toFixed(1)} kB each`);
  return { count, residentBytes, liveBytes, idleCpuMs, connectsPerSecond };
}

/** Has all visitors and agents come, and warms up: what most measures of the product begin with. */
export async function enterAll(stage: Stage): Promise<void> {
  const { server, generator, flags } = stage;
  await generator.enter('ours', server.url, flags.visitors);
  await generator.connectVisitors(0, flags.visitors);
  await generator.connectAgents(flags.agents, flags.visitors);
  await prime(stage);
}

/** Ends the load. @throws Error when a message was lost, doubled or out of order */
export async function settleKept(generator: GeneratorProcess): Promise<void> {
  const { violationCount, violations } = await generator.settle();
  if (violationCount > 0) throw new Error(`Violated ${violationCount} times: ${JSON.stringify(violations)}`);
}

/** Lets each session speak once each way before anything is timed: owners are settled, code is warm. */
export async function prime({ generator, flags }: Stage): Promise<void> {
  const rate = Math.min(PRIMING_RATE, flags.maxRate);
  await generator.load(
    { rate, seconds: messagesForTurns(flags.visitors, 2) / rate, warmupSeconds: 0 },
    flags.visitors,
  );
}

/** One run of load, with the CPU time that the server spent per message. */
export async function measureLoad({ server, generator, flags, say }: Stage, plan: LoadPlan) {
  const before = await server.sample();
  const report = await generator.load(plan, flags.visitors);
  const cpuMs = ((await server.sample()).cpuMs - before.cpuMs) / report.sent;
  say(`${plan.rate}/s: ${describe(report)}, ${cpuMs.toFixed(3)} ms CPU per message`);
  return { report, cpuMs };
}

export interface LimitFigures {
  /** Messages per second. */
  rate: number;
  /** The next higher rate failed because the generator was late, so that the limit may be higher. */
  isGeneratorBound: boolean;
  trials: LoadReport[];
}

export async function measureLimit(stage: Stage): Promise<LimitFigures> {
  const { startRate, maxRate, stepSeconds, precision } = stage.flags;
  const trials: LoadReport[] = [];
  const holds = async (rate: number) => {
    const plan = { rate, seconds: stepSeconds, warmupSeconds: 1, abortBacklogSeconds: 1 };
    const { report } = await measureLoad(stage, plan);
    trials.push(report);
    return isSustained(report);
  };
  const rate = await searchSustainedRate({ start: startRate, ceiling: maxRate, precision }, holds);
  const nextRate = Math.min(...trials.map((trial) => trial.rate).filter((tried) => tried > rate));
  const deciding = trials.filter((trial) => trial.rate === nextRate);
  const isLate = (trial: LoadReport) => trial.lateness.p99 > MAX_STEP_LATENESS_MS;
  return { rate, isGeneratorBound: deciding.length > 0 && deciding.every(isLate), trials };
}

/** Whether a rate was held: nearly everything that was offered was also delivered meanwhile, and in time. */
export const isSustained = ({ goodput, delivery, isAborted }: LoadReport): boolean =>
  !isAborted && goodput >= GOODPUT_LIMIT && delivery.p99 < LATENCY_LIMIT_MS;

function describe(report: LoadReport): string {
  const { delivery, goodput, isAborted } = report;
  const outcome = isAborted ? 'given up' : isSustained(report) ? '' : 'too much';
  const figures = `p50 ${delivery.p50.toFixed(1)} ms, p99 ${delivery.p99.toFixed(1)} ms, ${(goodput * 100).toFixed(1)} %`;
  return outcome ? `${outcome} (${figures})` : figures;
}
