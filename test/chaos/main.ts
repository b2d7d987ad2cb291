// People talk through faults, embedded and as three processes on PostgreSQL and Redis: `npm run test:chaos`.
import { postgresPrograms } from '../support/ownPostgres.ts';
import { redisProgram } from '../support/ownRedis.ts';
import { startEmbeddedProduct, startThreeProcesses, type ChaosProduct } from './chaosProduct.ts';
import { parseFlags } from './flags.ts';
import { reportOf } from './reportOf.ts';
import { runChaos } from './runChaos.ts';

const flags = parseFlags(process.argv.slice(2));
console.log(`--seed ${flags.seed} repeats this run.`);

const starts: (() => Promise<ChaosProduct>)[] = [];
if (flags.only !== 'server') starts.push(startEmbeddedProduct);
if (flags.only !== 'embedded') {
  const [postgres, redis] = [await postgresPrograms(), redisProgram()];
  if (postgres && redis) starts.push(() => startThreeProcesses({ postgres, redis }));
  else console.log('PostgreSQL or Redis is not installed: what becomes of them is left out.');
}

let violations = 0;
for (const start of starts) {
  const product = await start();
  try {
    const report = await runChaos(product, flags);
    violations += report.violations.length;
    console.log(reportOf(product.name, report));
  } finally {
    await product.dispose();
  }
}
process.exit(violations > 0 || starts.length === 0 ? 1 : 0);
