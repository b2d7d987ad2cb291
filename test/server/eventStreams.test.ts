import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  SendMessageDocument,
  SignOutDocument,
  UpdateRoleDocument,
  CurrentAgentDocument,
} from '../support/gql/generated.ts';
import { enterAsVisitor, expectAnswer, signInAs, signInToken } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';
import { SseReader } from '../support/sseReader.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

const sessionEvents = `subscription ($id: ID!, $after: Int!) {
  sessionEvents(sessionId: $id, after: $after) { __typename ... on MessageSent { message { seq text } } }
}`;
const listEvents = 'subscription { sessionListEvents { __typename } }';
const follow = (authorization: string, query: string, variables: object = {}) =>
  SseReader.open(`${server.url}/graphql`, authorization, { query, variables });

test('a subscription streams over SSE, event by event, with what came before it first', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const say = (text: string) =>
    client.execute(SendMessageDocument, { input: { sessionId: entry.session.id, clientId: text, text } });
  await say('one');
  const stream = await follow(`Visitor ${entry.visitorSecret}`, sessionEvents, {
    id: entry.session.id,
    after: 0,
  });
  expect(stream.contentType).toContain('text/event-stream');
  await stream.untilHeard('"seq":1');
  await say('two');
  await stream.untilHeard('"seq":2');
  expect(stream.text).toMatch(/event: next\ndata: \{/);
  await stream.close();
});

test('it ends with `complete` as soon as the agent signs out', async () => {
  const lin = await signInAs(server.url, 'lin');
  const token = lin.cookies.header.split('=')[1] ?? '';
  const stream = await follow(`Bearer ${token}`, listEvents);
  await stream.untilHeard('StreamStarted');
  const before = Date.now();
  await lin.execute(SignOutDocument);
  expect(await stream.ended).toContain('event: complete');
  expect(Date.now() - before).toBeLessThan(1_000);
});

test('it ends with the rights by which it was opened', async () => {
  const { entry } = await enterAsVisitor(server.url);
  const [admin, supervisor] = [await signInAs(server.url, 'admin'), await signInAs(server.url, 'supervisor')];
  const token = await signInToken(server.url, 'supervisor');
  const { currentAgent } = await supervisor.execute(CurrentAgentDocument);
  const { id: roleId, permissions } = currentAgent?.role ?? { id: '', permissions: [] };
  const stream = await follow(`Bearer ${token}`, sessionEvents, { id: entry.session.id, after: 0 });
  await stream.untilHeard('SessionChanged');
  const allow = async (allowed: typeof permissions) =>
    expectAnswer(
      (await admin.execute(UpdateRoleDocument, { input: { roleId, permissions: allowed } })).updateRole,
      'Role',
    );
  await allow([]);
  expect(await stream.ended).toContain('event: complete');
  await allow(permissions);
});

test('what it tells is shown by the rights of now, not by those with which it began', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const sessionId = entry.session.id;
  const say = (text: string) =>
    client.execute(SendMessageDocument, { input: { sessionId, clientId: text, text } });
  const [admin, supervisor] = [await signInAs(server.url, 'admin'), await signInAs(server.url, 'supervisor')];
  const { currentAgent } = await supervisor.execute(CurrentAgentDocument);
  const { id: roleId, permissions } = currentAgent?.role ?? { id: '', permissions: [] };
  const allow = async (allowed: typeof permissions) =>
    expectAnswer(
      (await admin.execute(UpdateRoleDocument, { input: { roleId, permissions: allowed } })).updateRole,
      'Role',
    );
  const token = await signInToken(server.url, 'supervisor');
  const stream = await follow(`Bearer ${token}`, sessionEvents, { id: sessionId, after: 0 });
  await say('我的电话是13800138000');
  await stream.untilHeard('13800138000');
  await allow(permissions.filter((one) => one !== 'SEE_CONTACT_DATA'));
  await say('也可以打13900139000');
  await stream.untilHeard('也可以打');
  expect(stream.text).not.toContain('13900139000');
  await allow(permissions);
  await stream.close();
});

test('comments keep a quiet stream alive', async () => {
  const token = await signInToken(server.url, 'wang');
  const stream = await follow(`Bearer ${token}`, listEvents);
  await stream.untilHeard('StreamStarted');
  const silent = stream.text.length;
  await stream.untilHeard('\n:\n', 15_000);
  expect(stream.text.slice(silent)).toMatch(/^:\n/m);
  await stream.close();
});

test('whoever may not have a stream is told why, in one event', async () => {
  const { entry } = await enterAsVisitor(server.url);
  const stream = await follow('Visitor nobody', sessionEvents, { id: entry.session.id, after: 0 });
  expect(await stream.ended).toContain('NOT_SIGNED_IN');
});
