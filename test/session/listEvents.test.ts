import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStatus } from '../../api/agent/setStatus.ts';
import { blockVisitor } from '../../api/block/blockVisitor.ts';
import { unblockVisitor } from '../../api/block/unblockVisitor.ts';
import type { AgentActor, VisitorActor } from '../../api/core/actor.ts';
import { DomainError } from '../../api/core/errors.ts';
import { handOverSessions } from '../../api/handOver/handOverSessions.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { markRead } from '../../api/session/markRead.ts';
import { visibleSessions } from '../../api/session/sessionAccess.ts';
import { matchingSessions } from '../../api/session/sessionFilters.ts';
import { listOf, sessionLists } from '../../api/session/sessionListRules.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { sweepSessionEnds } from '../../api/session/sweepSessionEnds.ts';
import { transferSession } from '../../api/session/transferSession.ts';
import { today } from '../../api/setting/organisationDay.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { writeVisitorConnections } from '../../api/visitor/writeVisitorConnections.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import type { Session, Visitor } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000000' });
  await renewProcessLease(core);
});
afterAll(() => core.close());

const answering: Permission[] = [
  'ASSIST_SESSIONS',
  'TRANSFER_SESSIONS',
  'TRANSFER_COLLEAGUES_SESSIONS',
  'END_COLLEAGUES_SESSIONS',
  'EDIT_VISITORS',
  'USE_DO_NOT_DISTURB',
  'BLOCK_VISITORS',
  'UNBLOCK_VISITORS',
];

interface Guest {
  actor: VisitorActor;
  secret: string;
  socketId: string;
}

/** What a client shows that follows the lists of an agent: rows and visitors by id, the newest version of each. */
class ListClient {
  readonly sessions = new Map<string, Session>();
  readonly visitors = new Map<string, Visitor>();
  readonly actor: AgentActor;
  #stream: Awaited<ReturnType<typeof followSessionList>> | undefined;
  #running: Promise<void> | undefined;

  constructor(actor: AgentActor) {
    this.actor = actor;
  }

  async start(): Promise<void> {
    this.#stream = await followSessionList(core, this.actor);
    this.#running = this.#follow(this.#stream);
  }

  async #follow(stream: AsyncIterableIterator<unknown>): Promise<void> {
    for await (const event of stream as Awaited<ReturnType<typeof followSessionList>>) {
      if (event.type === 'SessionChanged') this.#put(event.session);
      else if (event.type === 'SessionWithdrawn') this.sessions.delete(event.sessionId);
      else if (event.type === 'VisitorChanged') this.visitors.set(event.visitor.id, event.visitor);
      else for (const session of await fetched(this.actor)) this.#put(session);
    }
  }

  #put(session: Session): void {
    const known = this.sessions.get(session.id);
    // A row that is new to the client is fetched whole, with its visitor.
    if (!known) this.visitors.delete(session.visitorId);
    if (!known || known.version <= session.version) this.sessions.set(session.id, session);
  }

  async stop(): Promise<void> {
    await this.#stream?.return?.();
    await this.#running;
  }
}

/** All sessions in all lists of an agent, as a client that has just come would fetch them. */
async function fetched(actor: AgentActor): Promise<Session[]> {
  const { start } = await today(core);
  const lists = sessionLists.map((list) =>
    core.database.prisma.session.findMany({
      where: { AND: [visibleSessions(actor), matchingSessions(actor, { list }, start)] },
    }),
  );
  return (await Promise.all(lists)).flat();
}

const byId = (a: Session, b: Session) => (a.id < b.id ? -1 : 1);

async function buildWorkplace() {
  const department = await buildDepartment(core);
  const below = await buildDepartment(core, department);
  const site = await buildSite(core, department);
  const agents = [
    await buildAgent(core, department, [...answering, 'SEE_DEPARTMENT_SESSIONS']),
    await buildAgent(core, department, answering),
    await buildAgent(core, below, answering),
  ];
  await core.database.prisma.agent.updateMany({
    where: { id: { in: agents.map(({ agentId }) => agentId) } },
    data: { capacity: 2 },
  });
  const tag = await core.database.prisma.tag.findFirstOrThrow();
  return { site, agents, tagId: tag.id, guests: [] as Guest[] };
}
type Workplace = Awaited<ReturnType<typeof buildWorkplace>>;

const actions = [
  'enter',
  'enter',
  'say',
  'say',
  'answer',
  'read',
  'end',
  'transfer',
  'handOver',
  'handOver',
  'status',
  'disturb',
  'block',
  'unblock',
  'tag',
  'rename',
  'leave',
  'pass',
] as const;

/** Does one thing that might happen; what a rule forbids changes nothing. */
async function happen(place: Workplace, action: (typeof actions)[number], a: number, b: number) {
  const { site, agents, guests, tagId } = place;
  const agent = agents[a % agents.length] as AgentActor;
  const other = agents[b % agents.length] as AgentActor;
  const guest = guests[b % Math.max(1, guests.length)];
  const enter = async (secret?: string) => {
    const page = { siteKey: site.key, pageUrl: `${ownOrigin}/`, visitorSecret: secret };
    const from = { address: `192.0.2.${b % 200}`, userAgent: '', ownOrigin };
    const entry = await enterSite(core, page, from);
    const socketId = randomUUID();
    await writeVisitorConnections(core, [{ id: socketId, visitorId: entry.visitor.id }], []);
    return { actor: entry.actor, secret: entry.visitorSecret, socketId };
  };
  if (action === 'enter') return void guests.push(await enter(a % 3 === 0 ? guest?.secret : undefined));
  if (action === 'status')
    return setStatus(core, agent, { status: (['ONLINE', 'BUSY', 'AWAY'] as const)[b % 3] ?? 'ONLINE' });
  if (action === 'handOver') return handOverSessions(core, agent, { toAgentId: other.agentId });
  if (action === 'pass') {
    core.clock.advance(60_000);
    return sweepSessionEnds(core);
  }
  if (!guest) return;
  if (action === 'leave')
    return writeVisitorConnections(core, [], [{ id: guest.socketId, visitorId: guest.actor.visitorId }]);
  const session = await core.database.prisma.session.findFirst({
    where: { visitorId: guest.actor.visitorId },
    orderBy: { startedAt: 'desc' },
  });
  const sessionId = session?.id ?? '';
  const message = { sessionId, clientId: randomUUID(), text: `${action} ${a} ${b}` };
  switch (action) {
    case 'say':
      return sendMessage(core, guest.actor, message);
    case 'answer':
      return sendMessage(core, agent, message);
    case 'read':
      return markRead(core, agent, { sessionId, seq: session?.lastSeq ?? 0 });
    case 'end':
      return endSession(core, agent, { sessionId });
    case 'transfer':
      return transferSession(core, agent, { sessionId, toAgentId: other.agentId });
    case 'disturb':
      return setDoNotDisturb(core, agent, { sessionId, isOn: a % 2 === 0 });
    case 'block':
      return blockVisitor(core, agent, { sessionId, reason: 'x', includesAddress: a % 4 === 0 });
    case 'unblock':
      return unblockVisitor(core, agent, { sessionId });
    case 'tag':
      return tagVisitor(core, agent, { sessionId, tagId });
    case 'rename':
      return updateVisitor(core, agent, { sessionId, nickname: `N${a}` });
  }
}

const step = fc.tuple(fc.constantFrom(...actions), fc.nat(1000), fc.nat(1000));

test('for all lists and everybody, what a client had and the events it heard make what a fresh one fetches', async () => {
  const happened = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (steps) => {
      const place = await buildWorkplace();
      const clients = place.agents.map((actor) => new ListClient(actor));
      for (const client of clients) await client.start();
      for (const [action, a, b] of steps) {
        const done = await happen(place, action, a, b).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof DomainError)) throw error;
            return false;
          },
        );
        if (done) happened.set(action, (happened.get(action) ?? 0) + 1);
      }
      // All that was published is in the streams' queues: they are done when they have been read.
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const client of clients) await client.stop();
      const { start } = await today(core);
      for (const { actor, sessions, visitors } of clients) {
        const kept = [...sessions.values()].filter((session) => listOf(session, start) !== null);
        const fresh = await fetched(actor);
        expect(kept.toSorted(byId)).toEqual(fresh.toSorted(byId));
        // Of visitors whose sessions went to others the client hears no more.
        const shown = new Set(kept.map(({ visitorId }) => visitorId));
        for (const visitor of visitors.values()) {
          if (!shown.has(visitor.id)) continue;
          const now = await core.database.prisma.visitor.findUniqueOrThrow({ where: { id: visitor.id } });
          expect([visitor.nickname, visitor.note]).toEqual([now.nickname, now.note]);
        }
      }
    }),
    { numRuns: 12 },
  );
  expect([...happened.keys()].toSorted()).toEqual([...new Set(actions)].toSorted());
}, 150_000);
