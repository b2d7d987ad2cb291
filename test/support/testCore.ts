import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Clock } from '../../api/core/clock.ts';
import type { Core } from '../../api/core/core.ts';
import { openDatabase, type Database } from '../../api/core/database.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import { createFileStore } from '../../api/core/openFileStore.ts';
import { createLocalPubsub, type Publication } from '../../api/core/pubsub.ts';
import { createRateLimits } from '../../api/core/rateLimits.ts';
import { freshDatabase, freshDatabaseUrl, testedKinds } from './freshDatabase.ts';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now = new Date('2026-11-22T08:00:00.000Z');

  now(): Date {
    return new Date(this.#now);
  }

  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

/** What the verbs stand on, with an own database, a clock to move, and every published event on record. */
export interface TestCore extends Core {
  clock: TestClock;
  /** All events so far, in order. */
  published: Publication[];
  /** The texts of all SQL statements so far, in order. */
  statements: string[];
  /** The types of the events published on a topic so far. */
  typesOn(topic: string): string[];
  close(): Promise<void>;
}

/** One for a test file; `variables` are the environment's. */
export async function buildTestCore(variables: Record<string, string> = {}): Promise<TestCore> {
  const statements: string[] = [];
  const database = await freshDatabase(undefined, (text) => statements.push(text));
  return coreOn(database, statements, variables);
}

/** Two on one database, as processes of one service are, with one clock; the same twice where it is embedded. */
export async function buildTwoTestCores(
  variables: Record<string, string> = {},
): Promise<[TestCore, TestCore]> {
  if (testedKinds.at(-1) === 'embedded') {
    const core = await buildTestCore(variables);
    return [core, core];
  }
  const databaseUrl = await freshDatabaseUrl();
  const open = async () => {
    const statements: string[] = [];
    const onStatement = (text: string) => statements.push(text);
    const database = await openDatabase({ databaseUrl, dataDir: 'memory://', onStatement });
    return coreOn(database, statements, variables);
  };
  const [one, two] = [await open(), await open()];
  two.clock = one.clock;
  return [one, two];
}

function coreOn(database: Database, statements: string[], variables: Record<string, string>): TestCore {
  const filesDir = mkdtempSync(join(tmpdir(), 'dukou-files-'));
  const environment = readEnvironment({ FILES_DIR: filesDir, ...variables });
  const published: Publication[] = [];
  const pubsub = createLocalPubsub();
  const publish = pubsub.publish.bind(pubsub);
  pubsub.publish = (publications) => {
    published.push(...publications);
    publish(publications);
  };
  return {
    processId: randomUUID(),
    environment,
    database,
    readReplica: database,
    files: createFileStore(environment),
    pubsub,
    rateLimits: createRateLimits(undefined, 'test'),
    clock: new TestClock(),
    log: pino({ level: 'silent' }),
    published,
    statements,
    typesOn: (topic) =>
      published
        .filter((one) => one.topic === topic)
        .map(({ event }) => ('type' in event ? String(event.type) : '')),
    async close() {
      await database.close();
      rmSync(filesDir, { recursive: true, force: true });
    },
  };
}
