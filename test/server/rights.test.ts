import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CurrentAgentDocument,
  EndSessionDocument,
  SendMessageDocument,
  SessionEventsDocument,
  SessionListEventsDocument,
  UpdateRoleDocument,
} from '../support/gql/generated.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let other: Server;
// Where a server's database is there to share, the rights are changed in another process than the one that is used.
beforeAll(async () => {
  server = await startServer();
  const { DATABASE_URL, REDIS_URL } = process.env;
  other = DATABASE_URL && REDIS_URL ? await startServer({ beside: server }) : server;
});
afterAll(async () => {
  if (other !== server) await other.dispose();
  await server.dispose();
});

/** What counts is that it comes, not how soon: a busy machine takes its time. */
const patienceMs = 20_000;
const typeOf = (data: { sessionListEvents: { __typename: string } }) => data.sessionListEvents.__typename;

test('rights that are taken or given while somebody works count at once, on the open socket too', async () => {
  // Alone at first, so that the visitor is hers.
  const lin = await signInAs(server.url, 'lin');
  const { client: visitor, entry } = await enterAsVisitor(server.url);
  const sessionId = entry.session.id;
  const say = async (from: typeof visitor, text: string) =>
    expectAnswer(
      (await from.execute(SendMessageDocument, { input: { sessionId, clientId: text, text } })).sendMessage,
      'Message',
    );
  await say(lin, '您好');
  const [admin, supervisor] = [await signInAs(other.url, 'admin'), await signInAs(server.url, 'supervisor')];
  const { currentAgent } = await supervisor.execute(CurrentAgentDocument);
  const { id: roleId, permissions } = currentAgent?.role ?? { id: '', permissions: [] };
  const allow = async (allowed: typeof permissions) =>
    expectAnswer(
      (await admin.execute(UpdateRoleDocument, { input: { roleId, permissions: allowed } })).updateRole,
      'Role',
    );
  const list = supervisor.subscribe(SessionListEventsDocument, {});
  const listStarted = () => list.next((data) => typeOf(data) === 'StreamStarted', patienceMs);
  await listStarted();
  const follow = () => supervisor.subscribe(SessionEventsDocument, { sessionId, after: 0 });
  const thread = follow();
  await thread.next((data) => data.sessionEvents.__typename === 'MessageSent', patienceMs);

  await allow([]);
  await listStarted();
  expect(await thread.ended).toBeUndefined();
  expect(JSON.stringify(await follow().ended)).toContain('NOT_FOUND');
  const { endSession } = await supervisor.execute(EndSessionDocument, { input: { sessionId } });
  expectAnswer(endSession, 'NotFoundError');
  await say(visitor, '秘密');

  await allow(permissions);
  await listStarted();
  expect(JSON.stringify([list.events, thread.events])).not.toContain('秘密');
  const again = follow();
  await again.next((data) => JSON.stringify(data).includes('秘密'), patienceMs);
  await say(visitor, '你好');
  await list.next((data) => typeOf(data) === 'SessionChanged', patienceMs);
  await Promise.all([admin, supervisor, lin, visitor].map((client) => client.close()));
});
