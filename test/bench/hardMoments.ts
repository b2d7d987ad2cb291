import type { Latencies } from './latencies.ts';
import { measureLoad, type Stage } from './measures.ts';

// What a server is measured by beside its everyday: more than it can do, a crowd in one session, everybody at once.

export interface OverloadFigures {
  /** Messages a second that were offered: three times the own limit. */
  rate: number;
  /** Delivered meanwhile, as a share of the own limit. */
  goodput: number;
  refused: number;
  /** Until an answer was there, be it that it is too much. */
  answer: Latencies;
}

const timesTheLimit = 3;

/** Offers three times what it can do. */
export async function measureOverload(stage: Stage, limit: number): Promise<OverloadFigures> {
  const rate = Math.min(timesTheLimit * limit, stage.flags.maxRate);
  const { report } = await measureLoad(stage, { rate, seconds: stage.flags.stepSeconds, warmupSeconds: 1 });
  const { goodput, refused, answer } = report;
  return { rate, goodput: (goodput * rate) / limit, refused, answer };
}

/** Agents who follow one session, as a training class does, and what its visitor writes. */
export async function measureFanOut({ generator, flags, say }: Stage): Promise<Latencies> {
  const { watchers } = flags;
  const messages = flags.isQuick ? 5 : 100;
  const latencies = await generator.fanOut({ session: 0, watchers, messages, rate: 5 });
  say(
    `${watchers} watch: the last has it after p50 ${latencies.p50.toFixed(1)} ms, p99 ${latencies.p99.toFixed(1)} ms`,
  );
  return latencies;
}

/** Messages that everybody who talked has missed when they come back. */
const missed = 5;

/** Starts the server anew and has all clients come back at once. */
export async function measureReturn({ server, generator, flags, say }: Stage): Promise<number> {
  const clients = Math.max(flags.visitors, flags.idle);
  await generator.disconnectAgents();
  await generator.disconnectVisitors(0, clients);
  await server.restart();
  const seconds = await generator.comeBack(clients, flags.visitors, missed);
  say(`${clients} came back within ${seconds.toFixed(1)} s`);
  return clients / seconds;
}
