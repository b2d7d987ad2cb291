import { expect, test } from 'vitest';
import { postgresPrograms } from '../support/ownPostgres.ts';
import { redisProgram } from '../support/ownRedis.ts';
import { startEmbeddedProduct, startThreeProcesses } from './chaosProduct.ts';
import { parseFlags } from './flags.ts';
import { reportOf } from './reportOf.ts';
import { runChaos } from './runChaos.ts';

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

test('the flags of the long run are read, and what makes no sense is answered with the usage', () => {
  expect(parseFlags(['--seed', '7', '--messages', '50', '--only', 'server'])).toMatchObject({
    seed: 7,
    messages: 50,
    visitors: 100,
    only: 'server',
  });
  for (const args of [['--seed', 'x'], ['--minutes', '-1'], ['--only', 'redis'], ['--what']])
    expect(() => parseFlags(args)).toThrow('npm run test:chaos');
});
