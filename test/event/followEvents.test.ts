import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsChanged, signInTopic } from '../../api/agent/agentEvents.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { publication } from '../../api/core/pubsub.ts';
import { EventsExpiredError } from '../../api/event/eventErrors.ts';
import { followEvents } from '../../api/event/followEvents.ts';
import type { LoadedEvent } from '../../api/event/loadEvents.ts';
import { readEvents } from '../../api/event/readEvents.ts';
import { sweepEvents } from '../../api/event/sweepEvents.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
});
afterAll(() => core.close());

async function buildTalk(...permissions: Permission[]) {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, permissions);
  return { department, site, agent, ...(await buildVisitor(core, site)) };
}
type Talk = Awaited<ReturnType<typeof buildTalk>>;

const say = ({ visitor, session }: Talk, text: string) =>
  sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text });

const messagesOf = (agent: AgentActor, site: { id: string }, after?: string) =>
  followEvents(core, agent, { siteId: site.id, types: ['MESSAGE_SENT'], after });

async function take(stream: AsyncIterator<LoadedEvent>, count: number): Promise<LoadedEvent[]> {
  const taken: LoadedEvent[] = [];
  while (taken.length < count) {
    const { value, done } = await stream.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
const textsOf = (events: LoadedEvent[]) => events.map(({ message }) => message?.text);

test('who follows from a cursor gets what came meanwhile, then what comes, in order and each once', async () => {
  const talk = await buildTalk('SEE_ALL_SESSIONS');
  const { agent, site } = talk;
  await say(talk, 'before');
  const first = await messagesOf(agent, site, (await readEvents(core, agent, {})).endCursor);
  await say(talk, 'one');
  const [one] = await take(first, 1);
  expect(one?.message?.text).toBe('one');
  await first.return?.();
  for (const text of ['two', 'three']) await say(talk, text);
  core.clock.advance(5 * 86_400_000);
  const second = await messagesOf(agent, site, String(one?.event.number));
  await say(talk, 'four');
  const rest = take(second, 4);
  await say(talk, 'five');
  expect(textsOf(await rest)).toEqual(['two', 'three', 'four', 'five']);
  await second.return?.();
});

test('without a cursor only what happens from now on comes', async () => {
  const talk = await buildTalk('SEE_ALL_SESSIONS');
  await say(talk, 'before');
  const stream = await messagesOf(talk.agent, talk.site);
  await say(talk, 'after');
  expect(textsOf(await take(stream, 1))).toEqual(['after']);
  await stream.return?.();
});

test('a crowd of writers at once loses and doubles nothing, and each session stays in order', async () => {
  const talks = [await buildTalk('SEE_ALL_SESSIONS')];
  for (let i = 0; i < 4; i++) talks.push({ ...talks[0]!, ...(await buildVisitor(core, talks[0]!.site)) });
  const { agent, site } = talks[0]!;
  const stream = await messagesOf(agent, site);
  const heard = take(stream, 200);
  await Promise.all(
    talks.map(async (talk) => {
      for (let i = 1; i <= 40; i++) await say(talk, `${i}`);
    }),
  );
  const events = await heard;
  for (const { session } of talks)
    expect(textsOf(events.filter(({ event }) => event.sessionId === session.id))).toEqual(
      Array.from({ length: 40 }, (_, i) => `${i + 1}`),
    );
  await stream.return?.();
});

test('rights count at each moment: what one may not see any more does not come, and the end of the sign-in ends it', async () => {
  const talk = await buildTalk('SEE_DEPARTMENT_SESSIONS');
  const { agent, site } = talk;
  const stream = await messagesOf(agent, site);
  await say(talk, 'seen');
  expect(textsOf(await take(stream, 1))).toEqual(['seen']);
  const elsewhere = await buildDepartment(core);
  await core.database.prisma.agent.update({
    where: { id: agent.agentId },
    data: { departmentId: elsewhere.id },
  });
  core.pubsub.publish(rightsChanged([agent.agentId]));
  await say(talk, 'not seen');
  await core.database.prisma.agent.update({
    where: { id: agent.agentId },
    data: { departmentId: agent.departmentId },
  });
  const { site: other, ...rest } = await buildTalk();
  expect(other.id).not.toBe(site.id);
  expect(rest.agent.agentId).not.toBe(agent.agentId);
  await core.database.prisma.signIn.delete({ where: { id: agent.credential.id } });
  core.pubsub.publish([
    publication(signInTopic(agent.credential.id), { type: 'SignInEnded', signInId: agent.credential.id }),
  ]);
  const left = await take(stream, 5);
  expect(textsOf(left)).toEqual([]);
});

test('a cursor that is older than what is kept is an error that names the oldest one', async () => {
  const talk = await buildTalk('SEE_ALL_SESSIONS');
  const { endCursor } = await readEvents(core, talk.agent, { first: 1 });
  core.clock.advance(31 * 86_400_000);
  await sweepEvents(core);
  // Long after the sign-in would have ended by itself.
  const agent = await buildAgent(core, talk.department, ['SEE_ALL_SESSIONS']);
  await expect(messagesOf(agent, talk.site, endCursor)).rejects.toThrow(EventsExpiredError);
});
