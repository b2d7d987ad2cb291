import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SessionEventsDocument, type SendMessageInput } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { demoPassword, enterAsVisitor } from '../support/people.ts';
import { sendOver } from '../support/sendOver.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer({ environment: { MAX_RUNNING_OPERATIONS: '2' } });
});
afterAll(() => server.dispose());

const attempts = 20;
const someInputs = (sessionId: string) =>
  Array.from({ length: attempts }, (_, n) => ({ sessionId, clientId: randomUUID(), text: `${n}` }));

/** Sends over the socket. @returns the message's number, or the code of the error */
async function send(client: GraphqlClient, input: SendMessageInput): Promise<number | string | undefined> {
  return (await sendOver(client, input)).outcome;
}

test('what is more than can be done is refused at once, and goes through when it comes again', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const { id: sessionId, lastSeq } = entry.session;
  let left = someInputs(sessionId);
  const seqs: number[] = [];
  let refusedCount = 0;
  while (left.length > 0) {
    const outcomes = await Promise.all(left.map((input) => send(client, input)));
    const refused = left.filter((_, n) => outcomes[n] === 'OVERLOADED');
    seqs.push(...outcomes.filter((outcome) => typeof outcome === 'number'));
    expect(seqs.length).toBe(attempts - refused.length);
    refusedCount += refused.length;
    left = refused;
  }
  expect(refusedCount).toBeGreaterThan(0);
  expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: attempts }, (_, n) => lastSeq + 1 + n));
  await client.close();
});

test('over HTTP it is a 503 with the time to come again', async () => {
  const client = new GraphqlClient(server.url, { origin: server.url });
  // Passwords take their time.
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
  const variables = { input: { login: 'lin', password: demoPassword } };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => client.post(JSON.stringify({ query, variables }))),
  );
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(answers.length - refused.length);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  expect(await refused[0]?.json()).toMatchObject({
    errors: [{ extensions: { code: 'OVERLOADED', retryAfterSeconds: 1 } }],
  });
});

test('streams are opened all the same: by them clients come back', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const { id: sessionId, lastSeq } = entry.session;
  const sending = someInputs(sessionId).map((input) => send(client, input));
  const events = client.subscribe(SessionEventsDocument, { sessionId, after: lastSeq });
  await events.next(({ sessionEvents }) => sessionEvents.__typename === 'SessionChanged');
  expect(await Promise.all(sending)).toContain('OVERLOADED');
  await client.close();
});
