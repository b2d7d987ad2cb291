import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../support/freePort.ts';
import { fillDataDir } from '../support/freshDatabase.ts';
import { FindSessionDocument, SendMessageDocument } from '../support/gql/generated.ts';
import { type GraphqlClient, GraphqlFailure } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs, type SiteEntry } from '../support/people.ts';
import { Server } from '../support/server.ts';

let folder: string;
let server: Server;
let client: GraphqlClient;
let entry: SiteEntry;
let agent: GraphqlClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dukou-full-'));
  const DATA_DIR = join(folder, 'data');
  await fillDataDir(DATA_DIR);
  const environment = {
    NODE_OPTIONS: `--import ${join(import.meta.dirname, '../support/fullDisk.ts')}`,
    FULL_DISK: mark(),
  };
  const remove = () => rm(folder, { recursive: true, force: true });
  server = new Server(
    await freePort(),
    { processCount: 0, variables: { DATA_DIR }, remove },
    { environment },
  );
  await server.start();
  agent = await signInAs(server.url, 'lin');
  ({ client, entry } = await enterAsVisitor(server.url));
});
afterAll(() => server.dispose());

const mark = () => join(folder, 'full');
const acknowledged: { clientId: string; seq: number }[] = [];

/** @returns why it is not stored; undefined when it is */
async function say(clientId: string = randomUUID(), text = '好'.repeat(2_000)): Promise<string | undefined> {
  const input = { sessionId: entry.session.id, clientId, text };
  try {
    const { sendMessage } = await client.execute(SendMessageDocument, { input });
    acknowledged.push({ clientId, seq: expectAnswer(sendMessage, 'Message').seq });
  } catch (error) {
    return error instanceof GraphqlFailure ? error.code : String(error);
  }
}

async function upload(): Promise<unknown> {
  const query = `mutation ($file: Upload!) { uploadAttachment(input: { file: $file }) { __typename } }`;
  const answer = await agent.postFile(query, 'variables.file', new File(['%PDF-1.7\n%%EOF\n'], 'plan.pdf'));
  return answer.json();
}

/** What was acknowledged is stored, and nothing else. */
async function expectAllStored(): Promise<void> {
  const variables = { id: entry.session.id, last: 200 };
  const { session } = await client.execute(FindSessionDocument, variables);
  const rows = expectAnswer(session, 'Session').messages.edges.map(({ node }) => node);
  expect(rows.map(({ clientId, seq }) => ({ clientId, seq }))).toEqual(acknowledged);
}

test('when the disk is full, senders are told to come again, nothing is acknowledged that is not stored, and all goes on once there is room', async () => {
  expect(await say()).toBeUndefined();
  expect(await upload()).toMatchObject({ data: { uploadAttachment: { __typename: 'Attachment' } } });
  await writeFile(mark(), '');
  let refusal: string | undefined;
  for (let index = 0; !refusal && index < 190; index++) refusal = await say();
  expect(refusal).toBe('UNAVAILABLE');
  const clientId = randomUUID();
  expect(await say(clientId)).toBe('UNAVAILABLE');
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await expectAllStored();

  await rm(mark());
  expect(await say(clientId)).toBeUndefined();
  expect(await say()).toBeUndefined();
  await expectAllStored();
});

test('a file for which there is no room is refused with the same words, and taken once there is', async () => {
  // What stands in the database needs none of it.
  await writeFile(mark(), '');
  const refused = await upload();
  await rm(mark());
  expect(JSON.stringify(refused)).toContain('"retryAfterSeconds":');
  expect(JSON.stringify(refused)).toContain('"UNAVAILABLE"');
  expect(await upload()).toMatchObject({ data: { uploadAttachment: { __typename: 'Attachment' } } });
});

test('an embedded database that could not write its log ends the process, and the next one has all that was acknowledged', async () => {
  const ended = server.exited;
  await writeFile(mark(), 'overwriting');
  // Some find room in what there is of the tables, and none in the log.
  for (let index = 0; index < 20; index++) void say(randomUUID(), 'x');
  expect(await ended).toBe(1);
  await rm(mark());
  await server.start();
  expect(await say()).toBeUndefined();
  await expectAllStored();
});

test('nothing is acknowledged that the disk has not taken: when it fails to, the embedded database ends the process', async () => {
  const ended = server.exited;
  await writeFile(mark(), 'syncing');
  expect(await say()).toBeDefined();
  expect(await ended).toBe(1);
  await rm(mark());
  await server.start();
  expect(await say()).toBeUndefined();
});
