import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FollowEventsDocument, SendMessageDocument } from '../support/gql/generated.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { startServer, type Server } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

test('a program that was away for a while goes on from its last cursor, by WebSocket or by SSE', async () => {
  const admin = await signInAs(server.url, 'admin');
  const stream = admin.subscribe(FollowEventsDocument, { types: ['MESSAGE_SENT'] });
  const { client, entry } = await enterAsVisitor(server.url);
  const say = async (text: string) => {
    const input = { sessionId: entry.session.id, clientId: randomUUID(), text };
    await client.execute(SendMessageDocument, { input });
  };
  // Until the stream hears, what is said is not its to tell.
  let cursor = '';
  for (let i = 0; cursor === ''; i++) {
    await say(`first ${i}`);
    cursor = await stream.next((data) => data.events.cursor, 1_000).catch(() => '');
  }
  stream.stop();
  await server.restart();
  await say('two');
  await say('three');
  const query =
    'subscription ($after: String) { events(after: $after, types: [MESSAGE_SENT]) { cursor message { text } } }';
  const response = await admin.post(JSON.stringify({ query, variables: { after: cursor } }), {
    accept: 'text/event-stream',
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  while (!heard.includes('three')) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) break;
    heard += value;
  }
  await reader?.cancel();
  const texts = [...heard.matchAll(/"text":"([^"]*)"/g)].map(([, text]) => text);
  expect(texts.filter((text) => text === 'two' || text === 'three')).toEqual(['two', 'three']);
});
