import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectDatabaseServer } from './benchDatabase.ts';
import { measureEmbedded } from './embedded.ts';
import { parseFlags } from './flags.ts';
import { runLeg, type LegFigures } from './leg.ts';
import { describeMachine } from './machine.ts';
import { compareRounds, formatDeployments, formatReport } from './report.ts';
import { OUTPUT } from './serverProcess.ts';
import { textsSource } from './texts.ts';
import { measureTwoProcesses } from './twoProcesses.ts';

// npm run bench: floor – ours – floor on PostgreSQL, as often as asked, so that a machine that drifts cannot pass for
// a difference; then two processes, and the embedded database. Exits with 1 when a single message was lost, doubled or out of order.

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

async function bench(args: string[]): Promise<void> {
  const flags = parseFlags(args);
  const database = await inspectDatabaseServer();
  const machine = describeMachine(database, textsSource);
  console.log(machine.lines.join('\n'));

  const say = (line: string) => console.log(`  ${line}`);
  const legs: LegFigures[] = [];
  for (let round = 1; round <= flags.rounds; round++) {
    for (const contestant of ['floor', 'ours', 'floor'] as const) {
      console.log(`\nround ${round}, ${contestant}`);
      legs.push(await runLeg(contestant, flags, say, stop.signal));
    }
  }
  console.log('\ntwo processes');
  const twoProcesses = await measureTwoProcesses(flags, say, stop.signal);
  console.log('\nembedded');
  const embedded = await measureEmbedded(flags, say, stop.signal);

  const comparison = compareRounds(legs);
  console.log(`\n${formatReport(comparison, legs)}`);
  console.log(`\n${formatDeployments(twoProcesses, embedded)}`);
  mkdirSync(OUTPUT, { recursive: true });
  const path = join(OUTPUT, flags.isQuick ? 'bench-quick.json' : 'bench.json');
  writeFileSync(
    path,
    JSON.stringify({ at: new Date(), machine, flags, comparison, legs, twoProcesses, embedded }, null, 2),
  );
  console.log(`\nWritten to ${path}`);
  if (legs.some((leg) => leg.account.violationCount > 0)) process.exitCode = 1;
}

try {
  await bench(process.argv.slice(2));
} catch (error) {
  console.error(stop.signal.aborted ? 'Stopped.' : error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause instanceof Error) console.error(error.cause.message);
  process.exitCode = 1;
}
