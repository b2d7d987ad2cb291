import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { ReadReplicas } from '../../api/core/readReplica.ts';
import type { ReplicaConnection } from '../../api/core/replicaConnection.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { messagesAfter } from '../../api/message/messagesAfter.ts';
import { visitorFunnel } from '../../api/report/visitorFunnel.ts';
import { searchMessages } from '../../api/search/searchMessages.ts';
import { getSessionFor } from '../../api/session/sessionAccess.ts';
import { buildDesk, buildTalk, say } from '../search/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

/** Two databases with the same tables: what was said in one is not in the other, so that it shows who was asked. */
let primary: TestCore;
let copy: TestCore;
let agent: AgentActor;
let talk: Awaited<ReturnType<typeof buildTalk>>;

beforeAll(async () => {
  [primary, copy] = [await buildTestCore(), await buildTestCore()];
  const desk = await buildDesk(primary, ['SEE_ALL_SESSIONS', 'SEE_REPORTS']);
  agent = desk.agent;
  talk = await buildTalk(primary, desk.site, ['只在主库里说过']);
  const { site } = await buildDesk(copy);
  await buildTalk(copy, site, ['只在副本里说过']);
  await buildTalk(copy, site, []);
});
afterAll(async () => {
  await primary.close();
  await copy.close();
});
beforeEach(async () => {
  await renewProcessLease(primary);
  await renewProcessLease(copy);
});

/** A connection to the stand-in, and what tests do to it. */
class StandIn implements ReplicaConnection {
  readonly name = 'copy';
  isAway = false;
  asked = 0;
  abandoned = 0;

  query: ReplicaConnection['query'] = (text, values) => {
    this.asked++;
    return this.watch(text, values);
  };
  watch: ReplicaConnection['watch'] = (text, values) =>
    this.isAway ? Promise.reject(new Error('refused')) : copy.database.query(text, values);
  abandon = () => void this.abandoned++;
  close = () => Promise.resolve();
}

function reading(...replicas: ReplicaConnection[]) {
  const reads: string[] = [];
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const readReplicas = new ReadReplicas({
    primary: primary.database,
    replicas,
    log,
    onRead: (from) => reads.push(from),
  });
  const core: Core = { ...primary, readReplica: readReplicas };
  return { core, readReplicas, reads, lines };
}

const textsFound = async (core: Core, query: string) =>
  (await searchMessages(core, agent, { query })).found.map(({ hit }) => hit.message.text);
const today = { from: new Date(0), to: new Date('2100-01-01') };
const entered = async (core: Core) => (await visitorFunnel(core, agent, today))[0]?.visitorsCount;

test('search and reports read from the replica, talks do not, and what it alone has is shown to nobody', async () => {
  const { core, readReplicas, reads } = reading(new StandIn());
  await readReplicas.check();
  copy.statements.length = 0;
  expect(await entered(core)).toBe(2);
  expect(await textsFound(core, '只在主库')).toEqual([]);
  expect(await textsFound(core, '只在副本')).toEqual([]);
  expect(copy.statements.filter((text) => text.includes('SearchableTalk'))).not.toEqual([]);
  expect(new Set(reads)).toEqual(new Set(['replica']));

  copy.statements.length = 0;
  await say(core, talk.visitor, talk.session.id, '还在吗？');
  await getSessionFor(core, agent, talk.session.id);
  const texts: string[] = [];
  for await (const { text } of messagesAfter(core, agent, talk.session.id, 0)) texts.push(text);
  expect(texts).toEqual(['只在主库里说过', '还在吗？']);
  expect(copy.statements).toEqual([]);
});

test('a replica that does not answer is left at once for the primary, and read from again when it does', async () => {
  const replica = new StandIn();
  const { core, readReplicas, reads, lines } = reading(replica);
  await readReplicas.check();
  replica.isAway = true;
  expect(await textsFound(core, '只在主库')).toEqual(['只在主库里说过']);
  expect(await entered(core)).toBe(1);
  expect(new Set(reads)).toEqual(new Set(['primary']));
  expect(replica.asked, 'it is not asked again').toBe(1);
  await readReplicas.check();
  await readReplicas.check();
  expect([readReplicas.currentCount, replica.abandoned]).toEqual([0, 2]);

  replica.isAway = false;
  await readReplicas.check();
  expect(readReplicas.currentCount).toBe(1);
  expect(await entered(core)).toBe(2);
  const said = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  expect(said, 'each once').toEqual([
    'search and reports read from a replica',
    'a replica is not read from: search and reports read from the primary',
    'search and reports read from a replica',
  ]);
});

test('a replica that is more than half a minute behind is not read from until it has caught up', async () => {
  const { core, readReplicas } = reading(new StandIn());
  const fallBehind = (seconds: number) =>
    copy.database.query(
      `UPDATE "ServerProcess" SET "leaseEndsAt" = "leaseEndsAt" - make_interval(secs => $1::int)`,
      [seconds],
    );
  await fallBehind(20);
  await readReplicas.check();
  expect(await entered(core)).toBe(2);
  await fallBehind(15);
  await readReplicas.check();
  expect(await entered(core)).toBe(1);
  await renewProcessLease(copy);
  await readReplicas.check();
  expect(await entered(core)).toBe(2);
});

test('a database that no process of the service keeps a lease in is not taken for its copy', async () => {
  const { core, readReplicas } = reading(new StandIn());
  await copy.database.query('DELETE FROM "ServerProcess"', []);
  await readReplicas.check();
  expect(readReplicas.currentCount).toBe(0);
  expect(await entered(core)).toBe(1);
});

test('several replicas are read from in turn, and one does for all', async () => {
  const [one, two] = [new StandIn(), new StandIn()];
  const { core, readReplicas } = reading(one, two);
  await readReplicas.check();
  for (let n = 0; n < 4; n++) await entered(core);
  expect([one.asked, two.asked]).toEqual([2, 2]);
  two.isAway = true;
  await readReplicas.check();
  for (let n = 0; n < 4; n++) expect(await entered(core)).toBe(2);
  expect([one.asked, two.asked]).toEqual([6, 2]);
});

test('what hangs on a replica that stopped answering is broken off', async () => {
  const replica = new StandIn();
  replica.watch = () => sleep(60_000, [], { ref: false });
  const { readReplicas } = reading(replica);
  await readReplicas.check();
  expect([readReplicas.currentCount, replica.abandoned]).toEqual([0, 1]);
});

test('an error of the statement itself is told as what it is', async () => {
  const { core, readReplicas } = reading(new StandIn());
  await readReplicas.check();
  await expect(core.readReplica.query('SELECT 1 / $1::int', [0])).rejects.toThrow('division by zero');
});
