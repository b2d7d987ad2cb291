import { parseArgs } from 'node:util';
import { inspectDatabaseServer, withBenchDatabase } from '../benchDatabase.ts';
import { describeMachine } from '../machine.ts';
import { textsSource } from '../texts.ts';
import { openAged } from './agedCore.ts';
import { deeds } from './deeds.ts';
import { timeDeed } from './timeDeed.ts';

// npm run bench:age: how much slower sending, lists and threads are on a database with years behind it than on a young one with
// the same day's work. Both are on the same server and measured in turns, in the same process.

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000000' },
    sessions: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '1095' },
    times: { type: 'string', default: '300' },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
  },
});
const isQuick = values.quick;
const history = isQuick
  ? { messages: 2_000, sessions: 300, days: 200 }
  : { messages: Number(values.messages), sessions: Number(values.sessions), days: Number(values.days) };
const youth = { messages: 1_000, sessions: 100, days: 10 };
const day = isQuick ? { live: 20, ended: 30 } : { live: 400, ended: 1_000 };
/** How often each deed is done on each database. */
const times = isQuick ? 3 : Number(values.times);
const warmUp = isQuick ? 1 : 30;
const most = 1.2;

console.log(describeMachine(await inspectDatabaseServer(), textsSource).lines.join('\n'));
await withBenchDatabase((youngUrl) =>
  withBenchDatabase(async (oldUrl) => {
    const young = await openAged(youngUrl, youth, day);
    console.log(`young: ${young.description}`);
    const startedAt = performance.now();
    const old = await openAged(oldUrl, history, day);
    console.log(
      `old:   ${old.description} (filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s)`,
    );
    const ms = (value: number) => value.toFixed(2).padStart(9);
    console.log(`\nms${''.padEnd(36)}young p50      p95  old p50      p95  ratio p50   p95`);
    try {
      for (const [name, deed] of Object.entries(deeds)) {
        if (!name.includes(values.only)) continue;
        const [a, b] = await timeDeed(deed, [young, old], { times, warmUp });
        if (!a || !b) throw new Error('There are two databases.');
        const ratios = [b.p50 / a.p50, b.p95 / a.p95] as const;
        const mark = ratios[0] > most ? '  SLOWER' : '';
        console.log(
          name.padEnd(38) +
            [a.p50, a.p95, b.p50, b.p95].map(ms).join('') +
            ratios.map((ratio) => ratio.toFixed(2).padStart(8)).join('') +
            mark,
        );
      }
    } finally {
      await young.core.database.close();
      await old.core.database.close();
    }
  }),
);
