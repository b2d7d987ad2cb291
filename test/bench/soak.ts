import { parseArgs } from 'node:util';
import { inspectDatabaseServer, withBenchDatabase } from './benchDatabase.ts';
import { parseFlags } from './flags.ts';
import { GeneratorProcess } from './generatorProcess.ts';
import { describeMachine } from './machine.ts';
import { enterAll, measureLoad } from './measures.ts';
import { ServerProcess } from './serverProcess.ts';
import { textsSource } from './texts.ts';

// npm run bench:soak -- --minutes 30 --rate 200: the same load for a long time. Tells each minute what memory is left when
// garbage is collected; fails when a message is lost, doubled or out of order.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    rate: { type: 'string', default: '200' },
  },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
const flags = parseFlags(['--rate', String(rate)]);
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

console.log(describeMachine(await inspectDatabaseServer(), textsSource).lines.join('\n'));
await withBenchDatabase(async (databaseUrl) => {
  const server = await ServerProcess.start('ours', { DATABASE_URL: databaseUrl });
  const generator = new GeneratorProcess();
  try {
    const stage = { server, generator, flags, say: (line: string) => console.log(`  ${line}`) };
    await enterAll(stage);
    for (let minute = 1; minute <= minutes; minute++) {
      await measureLoad(stage, { rate, seconds: 60, warmupSeconds: 0 });
      const { rss, heapUsed } = await server.settle();
      console.log(`minute ${minute}: ${megabytes(heapUsed)} MB of objects, ${megabytes(rss)} MB resident`);
    }
    const { sent, violationCount, violations } = await generator.settle();
    console.log(`${sent} messages, ${violationCount} of them lost, doubled or out of order`);
    for (const { kind, detail } of violations) console.log(`  ${kind}: ${detail}`);
    if (violationCount > 0) process.exitCode = 1;
  } finally {
    generator.stop();
    await server.stop();
  }
});
