import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { openDatabase } from '../../../api/core/database.ts';
import { seedDemo } from '../../../prisma/seed.ts';
import { inspectDatabaseServer, withBenchDatabase } from '../benchDatabase.ts';
import type { BenchFlags } from '../flags.ts';
import { GeneratorProcess } from '../generatorProcess.ts';
import { describeMachine } from '../machine.ts';
import { prime, type Stage } from '../measures.ts';
import { signIn } from '../productEntry.ts';
import { ServerProcess } from '../serverProcess.ts';
import { textsSource } from '../texts.ts';
import { fields, sumUp, timeAnswers, timeIlike } from './answers.ts';
import { fillCorpus } from './corpus.ts';
import { makeSearchable, sizes } from './indexing.ts';
import { createQueries, kinds } from './queries.ts';
import {
  keepIndexing,
  measureSending,
  ratioOf,
  withIndex,
  withoutIndex,
  type SendingFigures,
} from './sending.ts';

// npm run bench:search: how long search and suggestions take over a million messages, against ILIKE in the same run; what
// the index weighs; and what it adds to sending a message (without – with – without).

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    replies: { type: 'string', default: '10000' },
    queries: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
  },
});
const isQuick = values.quick;
const size = isQuick
  ? { messages: 5_000, replies: 200 }
  : { messages: Number(values.messages), replies: Number(values.replies) };
const queryCount = isQuick ? 12 : Number(values.queries);
const load: BenchFlags = {
  visitors: isQuick ? 20 : 500,
  agents: isQuick ? 2 : 20,
  idle: 0,
  watchers: 0,
  rate: isQuick ? 50 : 200,
  seconds: isQuick ? 2 : 15,
  startRate: isQuick ? 100 : 500,
  maxRate: isQuick ? 100 : 32_000,
  stepSeconds: isQuick ? 1 : 5,
  precision: isQuick ? 2 : 1.05,
  rounds: Number(values.rounds),
  isQuick,
};
const ms = (value: number) => value.toFixed(1).padStart(8);

async function measureAnswers(url: string, client: Client): Promise<void> {
  const queries = createQueries(queryCount, 3);
  for (const login of ['admin', 'lin']) {
    const cookie = await signIn(url, login);
    console.log(
      `\n${login === 'admin' ? 'Somebody who sees all sessions' : 'An agent of a department'}, ms:`,
    );
    console.log(`${''.padEnd(32)}     p50     p95     p99     max`);
    for (const field of fields) {
      // Once before, so that each connection has its statements prepared.
      await timeAnswers(url, cookie, field, createQueries(30, 5));
      const times = await timeAnswers(url, cookie, field, queries);
      print(field, times);
      if (field !== 'messages') continue;
      for (const kind of kinds)
        print(
          `  ${kind}`,
          times.filter((_, n) => queries[n]?.kind === kind),
        );
    }
  }
  const few = queries.slice(0, Math.max(12, Math.floor(queries.length / 5)));
  const cookie = await signIn(url, 'admin');
  const [baseline, ours] = [await timeIlike(client, few), await timeAnswers(url, cookie, 'messages', few)];
  console.log(`\nThe baseline, ${few.length} of these queries, ms:`);
  print('ILIKE in PostgreSQL alone', baseline);
  print('messages by the API', ours);
  console.log(`p95, ours / ILIKE: ${(sumUp(ours).p95 / sumUp(baseline).p95).toFixed(3)}`);
}

function print(name: string, times: readonly number[]): void {
  const { p50, p95, p99, max } = sumUp(times);
  console.log(name.padEnd(32) + [p50, p95, p99, max].map(ms).join(''));
}

async function measureCosts(server: ServerProcess, url: string, client: Client): Promise<void> {
  const generator = new GeneratorProcess();
  try {
    const stage: Stage = { server, generator, flags: load, say: (line) => console.log(`  ${line}`) };
    await generator.enter('ours', server.url, load.visitors);
    await generator.connectVisitors(0, load.visitors);
    await generator.connectAgents(load.agents, load.visitors);
    await prime(stage);
    const legs: SendingFigures[] = [];
    for (let round = 1; round <= load.rounds; round++) {
      for (const has of [false, true, false]) {
        console.log(`\nround ${round}, ${has ? 'with' : 'without'} the index`);
        await (has ? withIndex : withoutIndex)(client);
        let rate = load.rate;
        const indexing = has ? keepIndexing(url, () => rate) : undefined;
        legs.push(await measureSending(stage, (now) => (rate = now)));
        await indexing?.stop();
      }
    }
    console.log('\nSending a message, with the index / without:');
    for (const figure of ['p50', 'p99', 'cpuMs', 'limit'] as const)
      console.log(
        `  ${figure.padEnd(8)} ${ratioOf(legs, figure).toFixed(3)}   ${legs.map((leg) => leg[figure].toFixed(3)).join('  ')}`,
      );
    const { violationCount, sent } = await generator.settle();
    console.log(`${sent} messages checked for loss, doubling, order and text: ${violationCount} violations.`);
    if (violationCount > 0) process.exitCode = 1;
  } finally {
    generator.stop();
  }
}

/** Tables and demo data, as the product makes them at its first start. */
async function prepare(databaseUrl: string): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  await seedDemo(database.prisma);
  await database.close();
}

console.log(describeMachine(await inspectDatabaseServer(), textsSource).lines.join('\n'));
await withBenchDatabase(async (url) => {
  await prepare(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await fillCorpus(client, size, (line) => console.log(line));
    await makeSearchable(url, (line) => console.log(line));
    for (const line of await sizes(client)) console.log(line);
    const server = await ServerProcess.start('ours', { DATABASE_URL: url });
    try {
      await measureAnswers(server.url, client);
      await measureCosts(server, url, client);
    } finally {
      await server.stop();
    }
  } finally {
    await client.end();
  }
});
