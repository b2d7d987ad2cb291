import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  SendMessageDocument,
  SessionEventsDocument,
  SessionListEventsDocument,
  SignOutEverywhereDocument,
} from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

const main = join(import.meta.dirname, '../../api/main.ts');

/** Starts the product and waits for its end. */
async function runToEnd(variables: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', ...variables },
    stdio: 'pipe',
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'exit');
  return { code: child.exitCode, output };
}

test('a wrong configuration is refused by naming the variable', async () => {
  const { code, output } = await runToEnd({ PORT: 'eighty', DATABASE_URL: 'mysql://localhost/x' });
  expect(code).toBe(1);
  expect(output).toContain('PORT');
  expect(output).toContain('DATABASE_URL');
});

if (process.env.DATABASE_URL && process.env.REDIS_URL) {
  describe('two processes are one service', () => {
    let one: Server;
    let two: Server;
    beforeAll(async () => {
      one = await startServer();
      two = await startServer({ beside: one });
    });
    afterAll(async () => {
      await two.dispose();
      await one.dispose();
    });

    test('a visitor at one process and an agent at the other talk', async () => {
      const { client: visitor, entry } = await enterAsVisitor(one.url);
      const agent = await signInAs(two.url, 'lin');
      const variables = { sessionId: entry.session.id, after: 0 };
      const streams = [visitor, agent].map((who) => who.subscribe(SessionEventsDocument, variables));
      await Promise.all(streams.map((stream) => stream.next(() => true)));
      const say = (from: GraphqlClient, text: string) =>
        from.execute(SendMessageDocument, { input: { sessionId: entry.session.id, clientId: text, text } });
      for (let turn = 0; turn < 10; turn++) await say(turn % 2 ? agent : visitor, `turn ${turn}`);
      for (const stream of streams) {
        for (let turn = 0; turn < 10; turn++) {
          const text = await stream.next(
            ({ sessionEvents: event }) => event.__typename === 'MessageSent' && event.message.text,
          );
          expect(text).toBe(`turn ${turn}`);
        }
      }
      await Promise.all([visitor.close(), agent.close()]);
    });

    test('signing out everywhere at one process closes the sockets at the other', async () => {
      const here = await signInAs(one.url, 'wang');
      const there = await signInAs(two.url, 'wang');
      const stream = there.subscribe(SessionListEventsDocument, {});
      await stream.next(() => true);
      await here.execute(SignOutEverywhereDocument);
      expect(await there.closed).toMatchObject({ code: 4403 });
    });
  });
} else {
  test('a second process on the same data folder is refused, and told by whom it is held and what to do', async () => {
    const server = await startServer();
    const { code, output } = await runToEnd(server.place.variables);
    expect(code).toBe(1);
    expect(output).toContain(server.place.variables.DATA_DIR);
    expect(output).toContain('DATABASE_URL');
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    await server.dispose();
  });
}
