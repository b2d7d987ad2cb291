import { expect, test } from 'vitest';
import { createChance } from '../support/chance.ts';
import { postgresPrograms, type OwnPostgres } from '../support/ownPostgres.ts';
import { redisProgram, type OwnRedis } from '../support/ownRedis.ts';
import { startEmbeddedProduct, startThreeProcesses, type ChaosProduct } from './chaosProduct.ts';
import { parseFlags } from './flags.ts';
import { reportOf } from './reportOf.ts';
import { runChaos } from './runChaos.ts';
import { seriesOf } from './series.ts';

/** `npm run test:chaos` has more people talk for longer. */
const plan = { messages: 100, visitors: 5, agents: 2, minutes: 0.1, endsAfterMs: 10_000 };

const [postgres, redis] = [await postgresPrograms(), redisProgram()];
/** Three processes where this run has a server and its programs are here; one process with the embedded database otherwise. */
const start =
  process.env.DATABASE_URL && postgres && redis
    ? () => startThreeProcesses({ postgres, redis })
    : startEmbeddedProduct;

test('through whatever fails, every acknowledged message is with every reader once, in order, and with nobody else', async () => {
  // The same in each run: what fails here is to be found again. Others are tried by `npm run test:chaos`.
  const seed = 1;
  const product = await start();
  try {
    const report = await runChaos(product, { seed, ...plan });
    expect(report.violations, `--seed ${seed}: ${reportOf(product.name, report)}`).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(report.faults.size).toBeGreaterThan(1);
  } finally {
    await product.dispose();
  }
}, 180_000);

test('the kills are as many as was said, of each kind their part, and in the same order with the same seed', () => {
  const none = { servers: [], clientNetworks: [] } as unknown as ChaosProduct;
  const name = (seed: number, parts: Partial<ChaosProduct>) =>
    seriesOf({ ...none, ...parts }, { kills: 10 }, createChance(seed)).map((kill) => kill.name);
  const all = { postgres: {} as OwnPostgres, redis: {} as OwnRedis };
  const first = name(1, all);
  expect(name(1, all)).toEqual(first);
  expect(name(2, all)).not.toEqual(first);
  expect(first.toSorted()).toEqual([
    ...Array<string>(2).fill('PostgreSQL: immediate stop'),
    ...Array<string>(2).fill('Redis: SIGKILL'),
    ...Array<string>(10).fill('server: SIGKILL'),
  ]);
  expect(name(1, {})).toEqual(Array(10).fill('server: SIGKILL'));
});

test('the flags of the long run are read, and what makes no sense is answered with the usage', () => {
  expect(parseFlags(['--seed', '7', '--messages', '50', '--only', 'server'])).toMatchObject({
    seed: 7,
    messages: 50,
    visitors: 100,
    kills: undefined,
    only: 'server',
  });
  for (const args of [
    ['--seed', 'x'],
    ['--kills', '0'],
    ['--minutes', '-1'],
    ['--only', 'redis'],
    ['--what'],
  ])
    expect(() => parseFlags(args)).toThrow('npm run test:chaos');
});
