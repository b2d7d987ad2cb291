import fc from 'fast-check';
import { disconnectAgent } from '../../api/agent/disconnectAgent.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import { signOutEverywhere } from '../../api/agent/signOut.ts';
import { sweepUnreachableAgents } from '../../api/agent/sweepUnreachableAgents.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import { sweepWaitingSessions } from '../../api/assignment/sweepWaitingSessions.ts';
import { blockVisitor } from '../../api/block/blockVisitor.ts';
import { unblockVisitor } from '../../api/block/unblockVisitor.ts';
import { DomainError } from '../../api/core/errors.ts';
import { handOverSessions } from '../../api/handOver/handOverSessions.ts';
import { undoHandOver } from '../../api/handOver/undoHandOver.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { sweepSessionEnds } from '../../api/session/sweepSessionEnds.ts';
import { transferSession } from '../../api/session/transferSession.ts';
import { setSiteDepartments } from '../../api/site/setSiteDepartments.ts';
import { writeVisitorConnections } from '../../api/visitor/writeVisitorConnections.ts';
import type { Session } from '../../prisma/generated/client/client.ts';
import type { TestCore } from '../support/testCore.ts';
import { comeIn, visit, type Clinic, type Colleague, type Guest } from './clinic.ts';

/** What can happen, the more often the more weight it has. */
const weights = {
  comeIn: 6,
  signOut: 1,
  loseConnection: 2,
  chooseStatus: 5,
  setCapacity: 2,
  move: 1,
  serve: 1,
  handOver: 2,
  undo: 2,
  enter: 12,
  comeBack: 5,
  write: 6,
  leave: 3,
  answer: 4,
  end: 5,
  transfer: 3,
  block: 1,
  unblock: 1,
  passTime: 3,
};
export type Happening = keyof typeof weights;

/** One thing that happens; numbers choose among those who are there. */
export interface Step {
  what: Happening;
  who: number;
  whom: number;
  which: number;
}

const happenings = Object.entries(weights).map(([what, weight]) => ({
  weight,
  arbitrary: fc.constant(what as Happening),
}));
export const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(...happenings),
  who: fc.nat(3),
  whom: fc.nat(3),
  which: fc.nat(11),
});

/** Does one step of a history; what the product refuses by a typed error counts as done. */
export async function take(core: TestCore, clinic: Clinic, step: Step): Promise<void> {
  try {
    await acts[step.what](core, clinic, step);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

/** Seconds that pass: none of note, an undo's, an agent's grace, a visitor's, the idle limit. */
const pauses = [1, 13, 61, 121, 1801];

const acts: Record<Happening, (core: TestCore, clinic: Clinic, step: Step) => Promise<unknown>> = {
  comeIn: (core, clinic, { who }) => comeIn(core, one(clinic.colleagues, who)),
  signOut: (core, clinic, { who }) =>
    asSignedIn(clinic, who, ({ actor }, colleague) => {
      Object.assign(colleague, { isSignedIn: false, socket: undefined });
      return signOutEverywhere(core, actor);
    }),
  async loseConnection(core, clinic, { who }) {
    const colleague = one(clinic.colleagues, who);
    const { socket } = colleague;
    colleague.socket = undefined;
    if (socket) await disconnectAgent(core, socket);
  },
  chooseStatus: (core, clinic, { who, which }) =>
    asSignedIn(clinic, who, ({ actor }) =>
      setStatus(core, actor, { status: one(['ONLINE', 'BUSY', 'AWAY'] as const, which) }),
    ),
  setCapacity: (core, clinic, { who, which }) =>
    updateAgent(core, clinic.admin, {
      agentId: one(clinic.colleagues, who).actor.agentId,
      capacity: which % 4,
    }),
  async move(core, clinic, { who, which }) {
    const { actor } = one(clinic.colleagues, who);
    const { id, path } = one(clinic.departments, which);
    await updateAgent(core, clinic.admin, { agentId: actor.agentId, departmentId: id });
    Object.assign(actor, { departmentId: id, departmentPath: path });
  },
  serve: (core, clinic, { who, which }) =>
    setSiteDepartments(core, clinic.admin, {
      siteId: one(clinic.sites, who).id,
      departments: clinic.departments
        .filter((_department, index) => ((which + 1) >> index) & 1)
        .map(({ id }) => ({ departmentId: id })),
    }),
  handOver: (core, clinic, { who, whom }) =>
    asSignedIn(clinic, who, async ({ actor }, colleague) => {
      const toAgentId = one(clinic.colleagues, whom).actor.agentId;
      colleague.handOver = await handOverSessions(core, actor, { toAgentId });
    }),
  undo: (core, clinic, { who }) =>
    asSignedIn(clinic, who, async ({ actor, handOver }) => {
      if (handOver) await undoHandOver(core, actor, { handOverId: handOver.id });
    }),
  async enter(core, clinic, { who, which }) {
    // Often one on each site.
    for (const site of clinic.sites.slice(which % 2)) await visit(core, clinic, site);
    if (who === 0) await visit(core, clinic, one(clinic.sites, which));
  },
  comeBack: (core, clinic, { which }) => asGuest(clinic, which, (guest) => visit(core, clinic, guest)),
  write: (core, clinic, { which }) =>
    asGuest(clinic, which, async (guest) => {
      const live = await core.database.prisma.session.findFirst({
        where: { visitorId: guest.visitorId, endedAt: null },
      });
      const actor = { kind: 'visitor', deviceId: '', siteId: guest.site.id, ...guest } as const;
      if (live) await say(core, actor, live);
    }),
  leave: (core, clinic, { which }) =>
    asGuest(clinic, which, async (guest) => {
      const { socket } = guest;
      guest.socket = undefined;
      if (socket) await writeVisitorConnections(core, [], [socket]);
    }),
  answer: (core, clinic, { who, which }) =>
    asSignedIn(clinic, who, ({ actor }) => ofLive(core, which, (session) => say(core, actor, session))),
  end: (core, clinic, { who, which }) =>
    asSignedIn(clinic, who, ({ actor }) =>
      ofLive(core, which, ({ id }) => endSession(core, actor, { sessionId: id })),
    ),
  transfer: (core, clinic, { who, whom, which }) =>
    asSignedIn(clinic, who, ({ actor }) =>
      ofLive(core, which, ({ id }) => {
        const toAgentId = one(clinic.colleagues, whom).actor.agentId;
        return transferSession(core, actor, { sessionId: id, toAgentId });
      }),
    ),
  block: (core, clinic, { who, which }) =>
    asSignedIn(clinic, who, ({ actor }) =>
      ofLive(core, which, ({ id }) => blockVisitor(core, actor, { sessionId: id, reason: '骚扰' })),
    ),
  unblock: (core, clinic, { who }) =>
    asSignedIn(clinic, who, async ({ actor }) => {
      const blocked = await core.database.prisma.session.findFirst({ where: { isBlocked: true } });
      if (blocked) await unblockVisitor(core, actor, { sessionId: blocked.id });
    }),
  async passTime(core, _clinic, { which }) {
    core.clock.advance(one(pauses, which) * 1000);
    await sweepUnreachableAgents(core);
    await sweepSessionEnds(core);
    await sweepWaitingSessions(core);
  },
};

function one<T>(all: readonly T[], index: number): T {
  const chosen = all[index % all.length];
  if (chosen === undefined) throw new Error('There is none.');
  return chosen;
}

/** Who is signed out can do nothing. */
async function asSignedIn(
  { colleagues }: Clinic,
  who: number,
  act: (colleague: Colleague, same: Colleague) => Promise<unknown>,
): Promise<void> {
  const colleague = one(colleagues, who);
  if (colleague.isSignedIn) await act(colleague, colleague);
}

async function asGuest(
  { guests }: Clinic,
  which: number,
  act: (guest: Guest) => Promise<unknown>,
): Promise<void> {
  // One of the last ones: the others have been gone for long.
  if (guests.length > 0) await act(one(guests.slice(-12), which));
}

async function ofLive(
  core: TestCore,
  which: number,
  act: (session: Session) => Promise<unknown>,
): Promise<void> {
  const live = await core.database.prisma.session.findMany({
    where: { endedAt: null },
    orderBy: { startedAt: 'asc' },
  });
  if (live.length > 0) await act(one(live, which));
}

const say = (core: TestCore, actor: Parameters<typeof sendMessage>[1], { id }: Session) =>
  sendMessage(core, actor, { sessionId: id, clientId: crypto.randomUUID(), text: '您好' });
