import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../api/core/clock.ts';
import type { Core } from '../../api/core/core.ts';
import { openDatabase } from '../../api/core/database.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import { openPool } from '../../api/core/serverPool.ts';
import { breakSilentConnections } from '../../api/core/silentConnections.ts';
import { announce } from '../../api/server/announce.ts';
import { FindSessionDocument } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { postgresPrograms, startOwnPostgres } from '../support/ownPostgres.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { atEach, PersistentVisitor } from '../support/persistentClients.ts';
import { type Server, startServer } from '../support/server.ts';
import { type UnreliableNetwork, unreliableNetwork } from '../support/unreliableNetwork.ts';

const silent = { info() {}, warn() {} };
const visitorCount = 8;
/** Beside what everybody may take on a busy machine. */
const drainMs = 3_000;

/** Visitors who are writing, until they are told to stop. */
class Writers {
  readonly visitors: PersistentVisitor[] = [];
  #isOver = false;
  #writing: Promise<unknown> = Promise.resolve();

  async begin(server: Server): Promise<void> {
    for (let index = 0; index < visitorCount; index++) {
      const { client, entry } = await enterAsVisitor(server.url);
      this.visitors.push(new PersistentVisitor(atEach([server.url], client, 5_000), entry.session.id));
    }
    const write = async (visitor: PersistentVisitor) => {
      while (!this.#isOver) await visitor.write(1);
    };
    this.#writing = Promise.all(this.visitors.map(write));
  }

  /** How long it takes until each of them is answered once more, milliseconds. */
  async untilAllAnswered(withinMs: number): Promise<number> {
    const begin = performance.now();
    const had = this.visitors.map(({ acknowledged }) => acknowledged.length);
    const isAnswered = () =>
      this.visitors.every(({ acknowledged }, index) => acknowledged.length > (had[index] ?? 0));
    while (!isAnswered() && performance.now() - begin < withinMs) await sleep(10);
    return performance.now() - begin;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
  }

  /** What was acknowledged is stored, once and in order, and nothing else is. */
  async expectAllStored(agent: GraphqlClient): Promise<void> {
    for (const { sessionId, acknowledged } of this.visitors) {
      const stored: { clientId: string; seq: number }[] = [];
      for (let after: string | null | undefined; ;) {
        const answer = await agent.execute(FindSessionDocument, { id: sessionId, first: 200, after });
        const { edges, pageInfo } = expectAnswer(answer.session, 'Session').messages;
        stored.push(...edges.map(({ node: { clientId, seq } }) => ({ clientId, seq })));
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      const own = new Set(acknowledged.map(({ clientId }) => clientId));
      expect(stored.filter(({ clientId }) => own.has(clientId))).toEqual(acknowledged);
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    }
  }
}

test('a connection is broken when nobody works on the answer that it waits for, and left alone when somebody does', async () => {
  const pool = new EventEmitter() as EventEmitter & Pool;
  const connection = (processID: number) => ({
    processID,
    readyForQuery: false,
    end: vi.fn(() => Promise.resolve()),
  });
  const [dead, working, idle] = [connection(1), connection(2), { ...connection(3), readyForQuery: true }];
  vi.useFakeTimers();
  const stop = breakSilentConnections(pool, () => Promise.resolve(new Set([2])), silent);
  try {
    for (const one of [dead, working, idle]) pool.emit('acquire', one);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(dead.end).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(dead.end).toHaveBeenCalled();
    expect(working.end).not.toHaveBeenCalled();
    expect(idle.end).not.toHaveBeenCalled();
  } finally {
    stop();
    vi.useRealTimers();
  }
});

const programs = await postgresPrograms();
if (programs && process.env.DATABASE_URL)
  describe('while PostgreSQL is away', () => {
    let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
    let network: UnreliableNetwork;
    let server: Server;
    const throughNetwork = () =>
      Object.assign(new URL(postgres.server.url), { port: new URL(network.url).port }).href;
    beforeAll(async () => {
      postgres = await startOwnPostgres(programs);
      network = await unreliableNetwork(postgres.server.url);
      server = await startServer({
        environment: { DATABASE_URL: throughNetwork(), REDIS_PREFIX: randomUUID() },
      });
    });
    afterAll(async () => {
      await server.dispose();
      await network.close();
      await postgres.dispose();
    });

    test.for([
      {
        way: 'is stopped at once',
        awayMs: 4_000,
        leave: () => postgres.server.stop('SIGQUIT'),
        comeBack: () => postgres.server.start(),
        backMs: drainMs,
      },
      {
        way: 'refuses connections',
        awayMs: 3_000,
        leave: async () => network.cut(),
        comeBack: async () => network.restore(),
        backMs: drainMs,
      },
      {
        // What was asked before is given up only after its time.
        way: 'does not answer any more, nor says so',
        awayMs: 2_000,
        leave: async () => network.stall(),
        comeBack: async () => network.restore(),
        backMs: 20_000,
      },
    ])(
      'when it $way, nothing is acknowledged that is not stored, and all goes on soon after it is back',
      { timeout: 120_000 },
      async ({ awayMs, leave, comeBack, backMs }) => {
        const writers = new Writers();
        await writers.begin(server);
        await writers.untilAllAnswered(20_000);
        await leave();
        await sleep(awayMs);
        await comeBack();
        expect(await writers.untilAllAnswered(backMs + 20_000)).toBeLessThan(backMs);
        await writers.end();
        await writers.expectAllStored(await signInAs(server.url, 'admin'));
      },
    );

    test('who starts the product is told where it is as soon as the database answers again, and it serves meanwhile', async () => {
      const database = await openDatabase({ databaseUrl: throughNetwork(), dataDir: 'memory://' });
      const said: string[] = [];
      network.cut();
      try {
        const core = { database, environment: readEnvironment({}), clock: systemClock, log: silent };
        const announced = announce(core as unknown as Core, 4321, (text) => said.push(text));
        await sleep(300);
        expect(said).toEqual([]);
        network.restore();
        await announced;
        expect(said.join()).toContain('http://localhost:4321');
      } finally {
        network.restore();
        await database.close();
      }
    });

    test('what a connection that the network has lost holds is free again soon: its locks, and its place among the connections', async () => {
      const pool = openPool(throughNetwork(), silent, { max: 2, lostAfterSeconds: 1 });
      try {
        const connections = [await pool.connect(), await pool.connect()];
        for (const one of connections) one.on('error', () => undefined);
        const [transaction] = connections;
        await transaction?.query('CREATE TABLE held (id int)');
        await transaction?.query('BEGIN');
        await transaction?.query('LOCK TABLE held');
        network.stall();
        expect(await postgres.server.ask('DROP TABLE held')).toEqual([]);
        const left = `SELECT pid FROM pg_stat_activity WHERE application_name = 'dukou' AND query <> ''
          AND pid IN (${connections.map((one) => (one as unknown as { processID: number }).processID).join()})`;
        await expect.poll(() => postgres.server.ask(left), { timeout: 10_000 }).toEqual([]);
        for (const one of connections) one.release(true);
      } finally {
        network.restore();
        void pool.end();
      }
    });
  });
