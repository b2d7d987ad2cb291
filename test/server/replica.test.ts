import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnvironment } from '../../api/core/environment.ts';
import { freePort } from '../support/freePort.ts';
import { SendMessageDocument } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { postgresPrograms } from '../support/ownPostgres.ts';
import { startReplicatedPostgres, type ReplicatedPostgres } from '../support/replicatedPostgres.ts';
import { startServer, type Server } from '../support/server.ts';

test('replicas are named with spaces or commas between them, and are those of a server', () => {
  const DATABASE_URL = 'postgresql://db/dukou';
  expect(readEnvironment({ DATABASE_URL }).replicaUrls).toEqual([]);
  const one = 'postgresql://one/dukou';
  const two = 'postgres://two/dukou';
  const { replicaUrls } = readEnvironment({ DATABASE_URL, DATABASE_REPLICA_URL: ` ${one}, ${two}` });
  expect(replicaUrls).toEqual([one, two]);
  expect(() => readEnvironment({ DATABASE_REPLICA_URL: one })).toThrow('DATABASE_URL');
  expect(() => readEnvironment({ DATABASE_URL, DATABASE_REPLICA_URL: 'mysql://one/dukou' })).toThrow(
    'DATABASE_REPLICA_URL',
  );
});

/** The texts that an agent finds. */
async function found(agent: GraphqlClient, words: string): Promise<string[]> {
  const query =
    'query ($query: String!) { searchMessages(query: $query) { edges { node { message { text } } } } }';
  const response = await agent.post(JSON.stringify({ query, variables: { query: words } }));
  const { data } = (await response.json()) as {
    data: { searchMessages: { edges: { node: { message: { text: string } } }[] } };
  };
  return data.searchMessages.edges.map(({ node }) => node.message.text);
}

async function say(who: GraphqlClient, sessionId: string, text: string): Promise<number> {
  const input = { sessionId, clientId: randomUUID(), text };
  return expectAnswer((await who.execute(SendMessageDocument, { input })).sendMessage, 'Message').seq;
}

async function metricOf(address: string, series: string): Promise<number> {
  const text = await (await fetch(`http://${address}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}
const readsFrom = (address: string, from: string) =>
  metricOf(address, `dukou_replica_reads_total{from="${from}"}`);

if (process.env.DATABASE_URL)
  test('with a replica that is not there the product starts and searches', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const DATABASE_REPLICA_URL = `postgresql://127.0.0.1:${await freePort()}/nobody`;
    await using server = await startServer({
      environment: { DATABASE_REPLICA_URL, METRICS_ADDRESS: address },
    });
    const { client, entry } = await enterAsVisitor(server.url);
    await say(client, entry.session.id, '副本不在');
    expect(await found(await signInAs(server.url, 'admin'), '副本')).toEqual(['副本不在']);
    expect(await readsFrom(address, 'primary')).toBeGreaterThan(0);
    expect(await readsFrom(address, 'replica')).toBe(0);
    await expect
      .poll(() => server.logLines.filter((line) => line.includes('a replica is not read from')).length)
      .toBe(1);
  });

const programs = await postgresPrograms();
if (programs)
  describe('with a streaming replica', () => {
    let postgres: ReplicatedPostgres;
    let server: Server;
    let address: string;
    beforeAll(async () => {
      postgres = await startReplicatedPostgres(programs);
      address = `127.0.0.1:${await freePort()}`;
      server = await startServer({
        environment: {
          DATABASE_URL: postgres.primaryUrl,
          DATABASE_REPLICA_URL: postgres.replicaUrl,
          METRICS_ADDRESS: address,
        },
      });
    });
    afterAll(async () => {
      await server.dispose();
      await postgres.dispose();
    });
    const untilRead = (isRead: boolean) =>
      expect
        .poll(() => metricOf(address, 'dukou_current_replicas'), { timeout: 15_000 })
        .toBe(isRead ? 1 : 0);

    test('search is a little behind, talks are not, and what was taken back is found nowhere', async () => {
      await untilRead(true);
      const { client: visitor, entry } = await enterAsVisitor(server.url);
      const agent = await signInAs(server.url, 'admin');
      const sessionId = entry.session.id;
      const seq = await say(agent, sessionId, '复制过去的话');
      await expect.poll(() => found(agent, '复制'), { timeout: 10_000 }).toEqual(['复制过去的话']);
      expect(await readsFrom(address, 'replica')).toBeGreaterThan(0);
      expect(await readsFrom(address, 'primary')).toBe(0);

      await postgres.pauseReplay();
      await say(visitor, sessionId, '晚一点才能找到');
      const recall = `mutation ($input: RecallMessageInput!) { recallMessage(input: $input) { __typename } }`;
      await agent.post(JSON.stringify({ query: recall, variables: { input: { sessionId, seq } } }));
      expect(await found(agent, '晚一点')).toEqual([]);
      expect(await found(agent, '复制')).toEqual([]);
      const query = `query ($id: ID!) { session(id: $id) { ... on Session { lastSeq } } }`;
      const answer = await agent.post(JSON.stringify({ query, variables: { id: sessionId } }));
      expect(await answer.json()).toMatchObject({ data: { session: { lastSeq: seq + 1 } } });
      await postgres.resumeReplay();
      await expect.poll(() => found(agent, '晚一点'), { timeout: 10_000 }).toEqual(['晚一点才能找到']);
    });

    test('while it is away the primary is searched, and when it is back it is read from again', async () => {
      await untilRead(true);
      const { client: visitor, entry } = await enterAsVisitor(server.url);
      const agent = await signInAs(server.url, 'admin');
      await postgres.stopReplica();
      await say(visitor, entry.session.id, '副本停了');
      expect(await found(agent, '副本停了')).toEqual(['副本停了']);
      expect(await readsFrom(address, 'primary')).toBeGreaterThan(0);
      await postgres.startReplica();
      await untilRead(true);
      const before = await readsFrom(address, 'replica');
      expect(await found(agent, '副本停了')).toEqual(['副本停了']);
      expect(await readsFrom(address, 'replica')).toBeGreaterThan(before);
    });
  });
