import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentActor, VisitorActor } from '../../api/core/actor.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { followNotifications, type NotificationEvent } from '../../api/notification/followNotifications.ts';
import { notificationRaised } from '../../api/notification/notificationEvents.ts';
import { raiseNotification } from '../../api/notification/raiseNotification.ts';
import { sweepOverdueSessions } from '../../api/notification/sweepOverdueSessions.ts';
import { inTransaction } from '../../api/core/transaction.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { transferSession } from '../../api/session/transferSession.ts';
import { updateOwnSettings } from '../../api/setting/updateOwnSettings.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import type { Session } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildConversation, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

/** What an agent is notified of from now on, as `KIND session sound`. */
async function listenAs(agent: AgentActor) {
  const stream = await followNotifications(core, agent);
  const heard: NotificationEvent[] = [];
  const isOver = (async () => {
    for await (const event of stream) heard.push(event);
  })();
  await expect.poll(() => heard.length).toBe(1);
  return async () => {
    // What was published before is heard before this.
    const last = { kind: 'TEST', mark: 0, raisedAt: core.clock.now(), session: null } as const;
    core.pubsub.publish([notificationRaised(agent.agentId, last)]);
    await expect.poll(() => heard.some((event) => 'kind' in event && event.kind === 'TEST')).toBe(true);
    await stream.return?.();
    await isOver;
    return heard.flatMap((event) =>
      event.type === 'NotificationRaised' && event.kind !== 'TEST' ? [event] : [],
    );
  };
}
const kindsOf = (events: { kind: string }[]) => events.map(({ kind }) => kind);
const write = (visitor: VisitorActor, { id }: Session, text = 'hello') =>
  sendMessage(core, visitor, { sessionId: id, clientId: randomUUID(), text });
const own = (session: Session, { agentId }: AgentActor) =>
  core.database.prisma.session.update({ where: { id: session.id }, data: { ownerId: agentId } });
const setOnline = ({ agentId }: AgentActor) =>
  core.database.prisma.agent.update({ where: { id: agentId }, data: { status: 'ONLINE' } });

describe('an agent hears', () => {
  it('of a new session, of what the visitor writes there, and nothing of a colleague’s', async () => {
    const department = await buildDepartment(core);
    const [agent, colleague] = [await buildAgent(core, department), await buildAgent(core, department)];
    await setOnline(agent);
    const [end, endColleague] = [await listenAs(agent), await listenAs(colleague)];
    const { visitor, session } = await buildVisitor(core, await buildSite(core, department));
    await write(visitor, session, 'call me: 13812345678');
    const heard = await end();
    expect(kindsOf(heard)).toEqual(['SESSION_ASSIGNED', 'MESSAGE_RECEIVED']);
    expect(heard[1]).toMatchObject({ sound: 'DROP', isShown: true, mark: 1, session: { id: session.id } });
    expect(await endColleague()).toEqual([]);
  });

  it('of a session that a colleague gives, and not of one that they take', async () => {
    const { department, agent, session } = await buildConversation(core);
    const colleague = await buildAgent(core, department, [
      'TRANSFER_SESSIONS',
      'TRANSFER_COLLEAGUES_SESSIONS',
      'SEE_DEPARTMENT_SESSIONS',
    ]);
    await Promise.all([agent, colleague].map(setOnline));
    await own(session, colleague);
    const [end, endColleague] = [await listenAs(agent), await listenAs(colleague)];
    await transferSession(core, colleague, { sessionId: session.id, toAgentId: agent.agentId });
    await transferSession(core, colleague, { sessionId: session.id, toAgentId: colleague.agentId });
    expect(kindsOf(await end())).toEqual(['SESSION_TRANSFERRED']);
    expect(await endColleague()).toEqual([]);
  });

  it('once of what is left when nobody is reachable, in the department that is to answer', async () => {
    const { agent, visitor, session } = await buildConversation(core);
    const stranger = await buildAgent(core, await buildDepartment(core));
    const [end, endStranger] = [await listenAs(agent), await listenAs(stranger)];
    await write(visitor, session);
    core.clock.advance(1_000);
    await write(visitor, session, 'are you there?');
    expect(kindsOf(await end())).toEqual(['MESSAGE_LEFT']);
    expect(await endStranger()).toEqual([]);
  });

  it('nothing of a visitor whose messages are withheld', async () => {
    const { department, visitor, session } = await buildConversation(core);
    const agent = await buildAgent(core, department, ['USE_DO_NOT_DISTURB']);
    await own(session, agent);
    await setDoNotDisturb(core, agent, { sessionId: session.id, isOn: true });
    const end = await listenAs(agent);
    await write(visitor, session);
    expect(await end()).toEqual([]);
  });

  it('nothing aloud in quiet hours, from the moment they are set', async () => {
    const { agent, visitor, session } = await buildConversation(core);
    await own(session, agent);
    const end = await listenAs(agent);
    const quietHours = { from: '00:00', to: '24:00', urgentPasses: true };
    await updateOwnSettings(core, agent, { quietHours });
    await write(visitor, session);
    expect(await end()).toMatchObject([{ kind: 'MESSAGE_RECEIVED', sound: 'NONE', isShown: false }]);
  });

  it('of a mention that a colleague raises', async () => {
    const { agent, session } = await buildConversation(core);
    const end = await listenAs(agent);
    const about = { kind: 'MENTION', agentIds: [agent.agentId], session, mark: 3 } as const;
    await inTransaction(core, (transaction, record) => raiseNotification(core, transaction, record, about));
    expect(await end()).toMatchObject([{ kind: 'MENTION', mark: 3, sound: 'BELL' }]);
  });
});

describe('when a visitor has waited too long', () => {
  async function buildWaiting() {
    const talk = await buildConversation(core);
    const supervisor = await buildAgent(core, talk.department, [
      'SEE_DEPARTMENT_SESSIONS',
      'TRANSFER_COLLEAGUES_SESSIONS',
    ]);
    const stranger = await buildAgent(core, await buildDepartment(core), [
      'SEE_DEPARTMENT_SESSIONS',
      'TRANSFER_COLLEAGUES_SESSIONS',
    ]);
    await own(talk.session, talk.agent);
    return { ...talk, supervisor, stranger };
  }

  it('the owner and those who could give it to another are told, once for each time of waiting', async () => {
    const { agent, supervisor, stranger, visitor, session } = await buildWaiting();
    const [end, endSupervisor, endStranger] = [
      await listenAs(agent),
      await listenAs(supervisor),
      await listenAs(stranger),
    ];
    await write(visitor, session);
    core.clock.advance(179_000);
    await sweepOverdueSessions(core);
    core.clock.advance(1_000);
    await sweepOverdueSessions(core);
    core.clock.advance(60_000);
    await sweepOverdueSessions(core);
    await write(visitor, session, 'hello?');
    await sweepOverdueSessions(core);
    // Answered, and made to wait again.
    await sendMessage(core, agent, { sessionId: session.id, clientId: randomUUID(), text: 'yes' });
    await write(visitor, session);
    core.clock.advance(180_000);
    await sweepOverdueSessions(core);
    const overdue = ({ kind }: { kind: string }) => kind === 'OVERDUE';
    expect((await end()).filter(overdue)).toHaveLength(2);
    expect(kindsOf(await endSupervisor())).toEqual(['OVERDUE', 'OVERDUE']);
    expect(await endStranger()).toEqual([]);
  });

  it('nobody is told where the organisation does not want it, nor of what was left', async () => {
    const { agent, visitor, session, department } = await buildWaiting();
    const admin = await buildAgent(core, department, ['MANAGE_SETTINGS']);
    const left = await buildVisitor(core, await buildSite(core, await buildDepartment(core)));
    await write(left.visitor, left.session);
    await write(visitor, session);
    core.clock.advance(3_600_000);
    const end = await listenAs(agent);
    await updateSettings(core, admin, { escalationSeconds: 0 });
    await sweepOverdueSessions(core);
    expect(await end()).toEqual([]);
    await updateSettings(core, admin, { escalationSeconds: 180 });
    await sweepOverdueSessions(core);
    const sessions = {
      where: { id: { in: [session.id, left.session.id] } },
      select: { id: true, escalatedAt: true },
    };
    const rows = await core.database.prisma.session.findMany(sessions);
    expect(rows.filter(({ escalatedAt }) => escalatedAt).map(({ id }) => id)).toEqual([session.id]);
  });
});
