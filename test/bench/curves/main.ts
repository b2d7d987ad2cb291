import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspectDatabaseServer, withBenchDatabase } from '../benchDatabase.ts';
import { parseFlags } from '../flags.ts';
import { GeneratorProcess } from '../generatorProcess.ts';
import { describeMachine } from '../machine.ts';
import { isSustained, measureLoad, prime, type Stage } from '../measures.ts';
import { OUTPUT, ServerProcess } from '../serverProcess.ts';
import { textsSource } from '../texts.ts';
import { measureSessionCurve } from './measureSessionCurve.ts';
import { drawPlot, type Plot } from './plot.ts';

// npm run bench:curves: how what the product costs grows with connections, with messages a second and with those who watch,
// one server through all of it; and with the sessions in the database. Writes SVG files to test/output.

const flags = parseFlags(process.argv.slice(2));
const steps = flags.isQuick
  ? { connections: [20, 40], rates: [10, 50], watchers: [2, 10], sessions: [100, 300] }
  : {
      connections: [100, 300, 1_000, 3_000, 10_000, 20_000],
      rates: [10, 30, 100, 300, 500, 700, 1_000, 1_400, 2_000],
      watchers: [10, 30, 100, 300, 1_000],
      sessions: [1_000, 10_000, 100_000, 1_000_000],
    };
const idleSeconds = flags.isQuick ? 1 : 15;

const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } };
/** As many connections as this process and the server may have open files, at most, with some to spare. */
const mostConnections = (Number(userLimits?.open_files?.soft) || Infinity) - 500;

/** Resident memory of each connection beyond the first hundred, and CPU while nothing happens. */
async function measureConnectionCurve({ server, generator, say }: Stage): Promise<Plot> {
  const memory: [number, number][] = [];
  const idle: [number, number][] = [];
  let before = await server.settle();
  let connected = 0;
  for (const step of steps.connections) {
    const count = Math.min(step, mostConnections);
    await generator.connectVisitors(connected, count);
    const after = await server.settle();
    const { cpuMs } = await server.sample();
    await sleep(idleSeconds * 1000);
    const busy = ((await server.sample()).cpuMs - cpuMs) / idleSeconds / 10;
    const bytes = (after.rss - before.rss) / (count - connected);
    say(
      `${count} connections: ${(bytes / 1000).toFixed(1)} kB for each further one, ${busy.toFixed(2)} % of a core idle`,
    );
    if (connected > 0) memory.push([count, Math.max(0.1, bytes / 1000)]);
    idle.push([count, Math.max(0.01, busy)]);
    [before, connected] = [after, count];
  }
  const series = [
    { name: 'kB each', points: memory },
    { name: '% of a core, idle', points: idle },
  ];
  return { title: 'Idle subscribed connections', xName: 'connections', series };
}

/** Latency and CPU of a message, up to the rate that is not held any more. */
async function measureRateCurve(stage: Stage): Promise<Plot> {
  const [p50, p99, cpu]: [number, number][][] = [[], [], []];
  for (const rate of steps.rates) {
    const plan = { rate, seconds: stage.flags.stepSeconds * 2, warmupSeconds: 1, abortBacklogSeconds: 1 };
    const { report, cpuMs } = await measureLoad(stage, plan);
    if (!isSustained(report)) break;
    p50?.push([rate, report.delivery.p50]);
    p99?.push([rate, report.delivery.p99]);
    cpu?.push([rate, cpuMs]);
  }
  const series = [
    { name: 'delivery p99, ms', points: p99 ?? [] },
    { name: 'delivery p50, ms', points: p50 ?? [] },
    { name: 'CPU each, ms', points: cpu ?? [] },
  ];
  return {
    title: `Messages between ${stage.flags.visitors} visitors and agents`,
    xName: 'messages a second',
    series,
  };
}

/** When the last of all agents who follow one session has what its visitor wrote. */
async function measureWatcherCurve({ generator, flags, say }: Stage): Promise<Plot> {
  const [p50, p99]: [number, number][][] = [[], []];
  for (const [session, watchers] of steps.watchers.entries()) {
    const messages = flags.isQuick ? 5 : 50;
    const latencies = await generator.fanOut({ session, watchers, messages, rate: 5 });
    say(`${watchers} watch: p50 ${latencies.p50.toFixed(1)} ms, p99 ${latencies.p99.toFixed(1)} ms`);
    p50?.push([watchers, latencies.p50]);
    p99?.push([watchers, latencies.p99]);
  }
  const series = [
    { name: 'p99, ms', points: p99 ?? [] },
    { name: 'p50, ms', points: p50 ?? [] },
  ];
  return { title: 'The last of those who watch has it', xName: 'agents who follow one session', series };
}

const database = await inspectDatabaseServer();
console.log(describeMachine(database, textsSource).lines.join('\n'));
mkdirSync(OUTPUT, { recursive: true });
const say = (text: string) => console.log(`  ${text}`);
const keep = (name: string, plot: Plot) => {
  writeFileSync(join(OUTPUT, `${name}.svg`), drawPlot(plot));
  console.log(`Written to ${join(OUTPUT, `${name}.svg`)}`);
};
await withBenchDatabase(async (databaseUrl) => {
  const server = await ServerProcess.start('ours', { DATABASE_URL: databaseUrl });
  const generator = new GeneratorProcess();
  const stage: Stage = { server, generator, flags, say };
  try {
    const most = Math.max(...steps.connections);
    await generator.enter('ours', server.url, most);
    keep('connections', await measureConnectionCurve(stage));
    await generator.disconnectVisitors(flags.visitors, most);
    await generator.connectAgents(flags.agents, flags.visitors);
    await prime(stage);
    keep('rates', await measureRateCurve(stage));
    keep('watchers', await measureWatcherCurve(stage));
    const { violationCount, violations } = await generator.settle();
    if (violationCount > 0) console.error(`VIOLATED ${violationCount} times`, violations);
    if (violationCount > 0) process.exitCode = 1;
  } finally {
    generator.stop();
    await server.stop();
  }
});
keep('sessions', await measureSessionCurve(steps.sessions, flags.isQuick ? 3 : 100, say));
