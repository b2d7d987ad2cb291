import { openAged } from '../age/agedCore.ts';
import { deeds } from '../age/deeds.ts';
import { timeDeed } from '../age/timeDeed.ts';
import { withBenchDatabase } from '../benchDatabase.ts';
import type { Plot, Series } from './plot.ts';

const messagesEach = 10;
const days = 1_095;
/** What is drawn, by the names that `deeds` has. */
const drawn = [
  'a visitor sends',
  'thread, newest page, live',
  'left, first page',
  'live sessions, first page',
];

/**
 * The median of what people wait for, with ever more sessions of three years in a database, ten messages in each; the day's
 * work is the same. Each step has a database of its own.
 */
export async function measureSessionCurve(
  steps: readonly number[],
  times: number,
  say: (text: string) => void,
): Promise<Plot> {
  const series = drawn.map((name): Series & { points: [number, number][] } => ({ name, points: [] }));
  for (const sessions of steps) {
    await withBenchDatabase(async (databaseUrl) => {
      const history = { sessions, messages: sessions * messagesEach, days };
      const aged = await openAged(databaseUrl, history, { live: 100, ended: 100 });
      try {
        for (const { name, points } of series) {
          const deed = deeds[name];
          if (!deed) throw new Error(`There is no deed "${name}".`);
          const [figures] = await timeDeed(deed, [aged], { times, warmUp: Math.ceil(times / 4) });
          points.push([sessions, figures?.p50 ?? 0]);
          say(`${sessions} sessions: ${name} in ${figures?.p50.toFixed(2)} ms`);
        }
      } finally {
        await aged.core.database.close();
      }
    });
  }
  const named = series.map(({ name, points }) => ({ name: `${name}, ms`, points }));
  return {
    title: 'Sessions of three years in the database',
    xName: 'sessions, ten messages each',
    series: named,
  };
}
