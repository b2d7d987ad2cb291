import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsChanged } from '../../api/agent/agentEvents.ts';
import type { Actor, AgentActor } from '../../api/core/actor.ts';
import { NotSignedInError } from '../../api/core/errors.ts';
import { publication } from '../../api/core/pubsub.ts';
import { recallMessage } from '../../api/message/recallMessage.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { followSession } from '../../api/session/followSession.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { sessionTopic, type SessionEvent } from '../../api/session/sessionEvents.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { sweepSessionEnds } from '../../api/session/sweepSessionEnds.ts';
import { buildConversation } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const say = (actor: Actor, sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });
const tellOfRights = ({ agentId }: AgentActor) => core.pubsub.publish(rightsChanged([agentId]));

async function signOut(agent: AgentActor): Promise<void> {
  await core.database.prisma.signIn.delete({ where: { id: agent.credential.id } });
  tellOfRights(agent);
}

/** An agent's session in which something is told when a stream begins behind the last message. */
const beginnings: Record<string, () => Promise<{ agent: AgentActor; sessionId: string; after: number }>> = {
  'what they missed': async () => {
    const { visitor, agent, session } = await buildConversation(core);
    for (const text of ['one', 'two', 'three']) await say(visitor, session.id, text);
    return { agent, sessionId: session.id, after: 0 };
  },
  'what was withheld': async () => {
    const { visitor, agent, session } = await buildConversation(core);
    await say(agent, session.id, 'hello');
    const actor = { ...agent, permissions: new Set([...agent.permissions, 'USE_DO_NOT_DISTURB'] as const) };
    const set = (isOn: boolean) => setDoNotDisturb(core, actor, { sessionId: session.id, isOn });
    await set(true);
    for (const text of ['one', 'two', 'three']) await say(visitor, session.id, text);
    await set(false);
    return { agent, sessionId: session.id, after: 1_000 };
  },
  'what was taken back': async () => {
    const { agent, session } = await buildConversation(core);
    for (const text of ['one', 'two', 'three']) {
      const { seq } = await say(agent, session.id, text);
      await recallMessage(core, agent, { sessionId: session.id, seq });
    }
    return { agent, sessionId: session.id, after: 1_000 };
  },
};

const numbersOf = (events: readonly SessionEvent[]) =>
  events.flatMap((event) => ('message' in event ? [event.message.seq] : []));

test.each(Object.keys(beginnings))(
  'an agent who is signed out in the middle of %s is told nothing more of it',
  async (what) => {
    const begin = beginnings[what];
    if (!begin) throw new Error(what);
    const { agent, sessionId, after } = await begin();
    const stream = await followSession(core, agent, { sessionId, after });
    const events = [(await stream.next()).value, (await stream.next()).value] as SessionEvent[];
    expect(events[0]?.type).toBe('SessionChanged');
    expect(numbersOf(events)).toHaveLength(1);
    await signOut(agent);
    expect(await stream.next()).toMatchObject({ done: true });
  },
);

test.each(Object.keys(beginnings))(
  'an agent whose rights are read anew in the middle of %s gets all of it in the end, each once behind what they have',
  async (what) => {
    const begin = beginnings[what];
    if (!begin) throw new Error(what);
    const { agent, sessionId, after } = await begin();
    const { lastSeq } = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
    const stream = await followSession(core, agent, { sessionId, after });
    const events: SessionEvent[] = [];
    const read = async () => void events.push((await stream.next()).value as SessionEvent);
    await read();
    await read();
    const [first = 0] = numbersOf(events);
    tellOfRights(agent);
    // What is said next is behind everything that was to be told.
    await say(agent, sessionId, 'and now');
    while (!numbersOf(events).includes(lastSeq + 1)) await read();
    const told = new Set(numbersOf(events));
    expect(told.has(first)).toBe(true);
    expect([first, first + 1, first + 2].every((seq) => told.has(seq))).toBe(true);
    await stream.return?.();
  },
);

test('nobody who has been signed out meanwhile follows a session or the lists', async () => {
  const { agent, session } = await buildConversation(core);
  await signOut(agent);
  const gone = followSession(core, agent, { sessionId: session.id, after: 0 });
  await expect(gone).rejects.toThrow(NotSignedInError);
  await expect(followSessionList(core, agent)).rejects.toThrow(NotSignedInError);
});

test('the lists of an agent who is signed out end', async () => {
  const { agent } = await buildConversation(core);
  const stream = await followSessionList(core, agent);
  expect((await stream.next()).value).toMatchObject({ type: 'StreamStarted' });
  await signOut(agent);
  expect(await stream.next()).toMatchObject({ done: true });
});

test('a stream whose session cannot be read breaks, and does not end as if there were nothing more to see', async () => {
  const { agent, session } = await buildConversation(core);
  const stream = await followSession(core, agent, { sessionId: session.id, after: 0 });
  await stream.next();
  const { query } = core.database;
  core.database.query = () => Promise.reject(new Error('the database is away'));
  tellOfRights(agent);
  await expect(stream.next()).rejects.toThrow('the database is away');
  core.database.query = query;
});

test('news of a session that is older than what is known changes nothing', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const stream = await followSession(core, agent, { sessionId: session.id, after: 0 });
  await stream.next();
  const older = { ...session, version: session.version - 1, doNotDisturbSince: core.clock.now() };
  core.pubsub.publish([publication(sessionTopic(session.id), { type: 'SessionChanged', session: older })]);
  expect((await stream.next()).value).toMatchObject({ session: { version: session.version - 1 } });
  await say(visitor, session.id, 'hello');
  const next: SessionEvent[] = [];
  while (numbersOf(next).length === 0) next.push((await stream.next()).value as SessionEvent);
  expect(numbersOf(next)).toEqual([1]);
  await stream.return?.();
});

test('the visitor whom nobody answered hears of the end', async () => {
  const { visitor, session } = await buildConversation(core);
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 0 });
  await stream.next();
  core.clock.advance(60 * 60_000);
  await sweepSessionEnds(core);
  const events: SessionEvent[] = [];
  while (!events.some((event) => event.type === 'SessionChanged' && event.session.endedAt))
    events.push((await stream.next()).value as SessionEvent);
  expect(events.at(-1)).toMatchObject({ type: 'SessionChanged', session: { ownerId: null } });
  await stream.return?.();
});
