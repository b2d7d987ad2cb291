import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostStreams } from '../../api/server/streamLimit.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

// Whoever does one thing without end is told to come again later, and others go on as if nothing were.

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

type RawSocket = Awaited<ReturnType<typeof rawSocket>>;

async function visitorSocket() {
  const { entry } = await enterAsVisitor(server.url);
  const socket = await rawSocket(server.url);
  socket.say({ type: 'connection_init', payload: { authorization: `Visitor ${entry.visitorSecret}` } });
  await socket.heard('connection_ack');
  return { socket, sessionId: entry.session.id };
}

/** The codes of all answers to so many operations, sent without waiting. */
async function flood(socket: RawSocket, count: number, query: string, variables: object): Promise<string[]> {
  for (let turn = 0; turn < count; turn++)
    socket.say({ id: `flood${turn}`, type: 'subscribe', payload: { query, variables } });
  const answers = () =>
    socket.frames.filter(({ id, type }) => id?.startsWith('flood') && type !== 'complete');
  await expect.poll(() => answers().length, { timeout: 60_000 }).toBe(count);
  return answers().map((frame) => /"code":"(\w+)"/.exec(JSON.stringify(frame))?.[1] ?? 'done');
}
const countOf = (codes: string[], code: string) => codes.filter((one) => one === code).length;

test.each([
  [
    'typing',
    'mutation ($id: ID!) { signalTyping(input: { sessionId: $id, isTyping: true, text: "x" }) { __typename ... on Error { code } } }',
  ],
  [
    'the same message',
    'mutation ($id: ID!) { sendMessage(input: { sessionId: $id, clientId: "x", text: "x" }) { __typename ... on Error { code } } }',
  ],
])(
  'a visitor’s flood of %s ends with a typed error, and another visitor is answered meanwhile',
  async (_what, query) => {
    const [mad, other] = [await visitorSocket(), await visitorSocket()];
    const started = Date.now();
    const flooding = flood(mad.socket, 1_300, query, { id: mad.sessionId });
    expect(await flood(other.socket, 1, query, { id: other.sessionId })).toEqual(['done']);
    expect(Date.now() - started, 'the other one does not wait for the flood').toBeLessThan(5_000);
    const codes = await flooding;
    // A fifth of all that a process does at once is done at once for one, and 1,200 in a minute.
    expect(countOf(codes, 'done')).toBeLessThan(1_200);
    expect(countOf(codes, 'OVERLOADED')).toBeGreaterThan(0);
    expect(countOf(codes, 'TOO_MANY_ATTEMPTS')).toBe(100);
    expect(new Set(codes)).toEqual(new Set(['done', 'OVERLOADED', 'TOO_MANY_ATTEMPTS']));
    for (const { socket } of [mad.socket, other.socket]) socket.terminate();
  },
);

test('streams that are opened without end are refused, and are there again when some have ended', async () => {
  const { socket, sessionId } = await visitorSocket();
  const follow = 'subscription ($id: ID!) { sessionEvents(sessionId: $id, after: 0) { __typename } }';
  const open = (id: string) =>
    socket.say({ id, type: 'subscribe', payload: { query: follow, variables: { id: sessionId } } });
  for (let turn = 0; turn < mostStreams; turn++) open(`stream${turn}`);
  await socket.heard('next', `stream${mostStreams - 1}`);
  open('one too many');
  const { payload } = await socket.heard('next', 'one too many');
  expect(JSON.stringify(payload)).toContain('"code":"TOO_MANY_ATTEMPTS"');
  socket.say({ id: 'stream0', type: 'complete' });
  await expect
    .poll(async () => {
      open(`again${Date.now()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return socket.frames.some(
        ({ id, payload: said }) => id?.startsWith('again') && !JSON.stringify(said).includes('TOO_MANY'),
      );
    })
    .toBe(true);
  socket.socket.terminate();
});

test('guesses at a password from one address end with a typed error, and people who are signed in go on', async () => {
  const agent = await signInAs(server.url, 'wang');
  const query =
    'mutation { signIn(input: { login: "lin", password: "guess" }) { __typename ... on Error { code } } }';
  const codes: string[] = [];
  for (let turn = 0; turn < 12; turn++) {
    const answer = await new GraphqlClient(server.url).post(JSON.stringify({ query }));
    codes.push(/"code":"(\w+)"/.exec(await answer.text())?.[1] ?? 'done');
  }
  expect([countOf(codes, 'SIGN_IN_FAILED'), countOf(codes, 'TOO_MANY_ATTEMPTS')]).toEqual([10, 2]);
  expect((await agent.post('{"query": "{ currentAgent { login } }"}')).status).toBe(200);
});
