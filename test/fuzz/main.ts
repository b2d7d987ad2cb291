import { parseArgs } from 'node:util';
import { fuzzFrames } from './fuzzFrames.ts';
import { type Finding, fuzzOperations } from './fuzzOperations.ts';
import { fuzzRequests } from './fuzzRequests.ts';
import { WatchedServer } from './watchedServer.ts';

// npm run test:fuzz -- --seed 1 --operations 20000 --frames 100000 --requests 5000: what nobody should send, to a server of its
// own (on DATABASE_URL where that is set). Ends with 1 when something was found, and says what.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    operations: { type: 'string', default: '20000' },
    frames: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '5000' },
  },
});
const [seed, operations, frames, requests] = [
  values.seed,
  values.operations,
  values.frames,
  values.requests,
].map(Number) as [number, number, number, number];
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
/** What a server may keep of all that: documents, counters, and what else caches hold. */
const mayGrowBy = 40e6;
const findings: Finding[] = [];
const counted = (counts: Record<string, number>) =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

console.log(`seed ${seed}`);
if (operations > 0) {
  const fuzzed = await fuzzOperations({ seed, count: operations }, console.log);
  findings.push(...fuzzed.findings);
  console.log(`${fuzzed.asked} operations, ${fuzzed.answered} done as asked, ${fuzzed.restarts} restarts`);
  console.log(counted(fuzzed.codes));
  if (fuzzed.grownBy !== undefined) noteGrowth('operations', fuzzed.grownBy);
}
if (frames + requests > 0) {
  const watched = await WatchedServer.start();
  await fuzzFrames(watched, { seed, count: Math.min(1_000, frames) });
  const before = await watched.memory();
  const fuzzedFrames = await fuzzFrames(watched, { seed, count: frames }, console.log);
  console.log(`${fuzzedFrames.sent} frames over ${fuzzedFrames.connections} sockets, closed with`);
  console.log(counted(fuzzedFrames.closes));
  const fuzzedRequests = await fuzzRequests(watched, { seed, count: requests });
  console.log(`${fuzzedRequests.sent} requests, answered with`);
  console.log(counted(fuzzedRequests.statuses));
  noteGrowth('frames and requests', (await watched.memory()) - before);
  findings.push(...fuzzedFrames.findings, ...fuzzedRequests.findings);
  if (!(await watched.isWell())) findings.push({ what: 'a normal request is not answered' });
  await watched.server.dispose();
  const log = watched.errorsSince();
  if (log.length > 0) findings.push({ what: 'errors in the log', log });
}
for (const finding of findings.slice(0, 50)) console.log(JSON.stringify(finding, undefined, 1));
console.log(`${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;

function noteGrowth(what: string, bytes: number): void {
  console.log(`after the ${what} objects take ${megabytes(bytes)} more`);
  if (bytes > mayGrowBy) findings.push({ what: `memory grew by ${megabytes(bytes)} over the ${what}` });
}
