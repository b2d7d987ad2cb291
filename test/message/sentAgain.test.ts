import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FindSessionDocument, SendMessageDocument } from '../support/gql/generated.ts';
import { enterAsVisitor, expectAnswer } from '../support/people.ts';
import { untilAnswered } from '../support/persistentClients.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

/** `RESENDS=10000 npx vitest … sentAgain` tries as many, however long it takes. */
const wanted = Number(process.env.RESENDS ?? 0);
const usual = { resends: 30, withinMs: 4_000 };

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

const sendText = `mutation Send($input: SendMessageInput!) {
  sendMessage(input: $input) { ... on Message { seq } }
}`;

test(
  'one message sent many times at once, over HTTP and WebSocket and across a kill of the server, is there once, and each sender is told its number',
  async () => {
    const { client, entry } = await enterAsVisitor(server.url);
    const sessionId = entry.session.id;
    const init = { type: 'connection_init', payload: { authorization: client.authorization } };
    let socket = await rawSocket(server.url);
    socket.say(init);
    await socket.heard('connection_ack');
    const overHttp = (input: { sessionId: string; clientId: string; text: string }) =>
      untilAnswered(
        [client],
        async (one) =>
          expectAnswer((await one.execute(SendMessageDocument, { input })).sendMessage, 'Message').seq,
      );
    const overSocket = async (input: object) => {
      const id = randomUUID();
      socket.say({ id, type: 'subscribe', payload: { query: sendText, variables: { input } } });
      const { payload } = await socket.heard('next', id);
      return (payload as { data: { sendMessage: { seq: number } } }).data.sendMessage.seq;
    };
    const said: { clientId: string; seq: number }[] = [];
    const deadline = wanted ? Infinity : Date.now() + usual.withinMs;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 2, maxLength: 50 }), async (ways) => {
        if (Date.now() >= deadline) return;
        const clientId = randomUUID();
        const input = { sessionId, clientId, text: `said ${ways.length} times` };
        const seqs = await Promise.all(ways.map((isHttp) => (isHttp ? overHttp(input) : overSocket(input))));
        expect(new Set(seqs).size).toBe(1);
        said.push({ clientId, seq: seqs[0] ?? 0 });
        socket.frames.length = 0;
      }),
      { numRuns: wanted || usual.resends, endOnFailure: true },
    );

    // Whether it was stored before the kill or not: sent again, it is what it was.
    const clientId = randomUUID();
    const input = { sessionId, clientId, text: 'across a kill' };
    const across = Promise.all(Array.from({ length: 20 }, () => overHttp(input)));
    await server.kill();
    await server.start();
    const seqs = await across;
    expect(new Set(seqs).size).toBe(1);
    socket = await rawSocket(server.url);
    socket.say(init);
    await socket.heard('connection_ack');
    expect(await overSocket(input)).toBe(seqs[0]);
    said.push({ clientId, seq: seqs[0] ?? 0 });

    const { session } = await client.execute(FindSessionDocument, { id: sessionId, last: 200 });
    const rows = expectAnswer(session, 'Session').messages.edges.map(({ node }) => node);
    expect(rows.map((row) => ({ clientId: row.clientId, seq: row.seq }))).toEqual(said.slice(-200));
    expect(rows.at(-1)?.seq).toBe(said.length);
  },
  120_000 + wanted * 500,
);
