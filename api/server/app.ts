import { seedDemo } from '../../prisma/seed.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import type { Core } from '../core/core.ts';
import { openDatabase, type Database } from '../core/database.ts';
import type { Environment } from '../core/environment.ts';
import { createLog, type Log } from '../core/log.ts';
import { createLocalPubsub } from '../core/pubsub.ts';
import { createRateLimits } from '../core/rateLimits.ts';
import { createRedisPubsub } from '../core/redisPubsub.ts';
import { createHttpServer } from './httpServer.ts';

export interface App {
  core: Core;
  /** Starts to serve. @returns the port, also when the environment asked for any free one. */
  listen(): Promise<number>;
  /** Finishes what is running, closes sockets so that clients connect again, and lets go of everything. */
  stop(): Promise<void>;
}

/** What tests put in place of the real thing. */
export interface Substitutes {
  database?: Database;
  clock?: Clock;
  log?: Log;
}

/** Puts the product together: database opened and migrated, demo data in an empty one, ready to listen. */
export async function buildApp(environment: Environment, substitutes: Substitutes = {}): Promise<App> {
  const log = substitutes.log ?? createLog(environment);
  const database = substitutes.database ?? (await openDatabase({ ...environment, log }));
  if (environment.demoData) await seedDemo(database.prisma);
  const core: Core = {
    environment,
    database,
    pubsub: environment.redisUrl
      ? createRedisPubsub(environment.redisUrl, environment.redisPrefix, log)
      : createLocalPubsub(),
    rateLimits: createRateLimits(environment.redisUrl, environment.redisPrefix),
    clock: substitutes.clock ?? systemClock,
    log,
  };
  const server = createHttpServer(core);
  return {
    core,
    listen: () => server.listen(),
    async stop() {
      await server.stop();
      await core.pubsub.close();
      await core.rateLimits.close();
      await database.close();
    },
  };
}
