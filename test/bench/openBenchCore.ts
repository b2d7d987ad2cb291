import { pino } from 'pino';
import { systemClock } from '../../api/core/clock.ts';
import type { Core } from '../../api/core/core.ts';
import { openDatabase } from '../../api/core/database.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import { createFolderStore } from '../../api/core/folderStore.ts';
import { createLocalPubsub } from '../../api/core/pubsub.ts';
import { createRateLimits } from '../../api/core/rateLimits.ts';

/** What the product's functions stand on, for a bench that calls them without a server; its database is to be closed. */
export async function openBenchCore(databaseUrl: string): Promise<Core> {
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  return {
    processId: crypto.randomUUID(),
    environment: readEnvironment({}),
    database,
    readReplica: database,
    pubsub: createLocalPubsub(),
    rateLimits: createRateLimits(undefined, 'bench'),
    clock: systemClock,
    files: createFolderStore(''),
    log: pino({ level: 'silent' }),
  };
}
