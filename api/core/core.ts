import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Environment } from './environment.ts';
import type { FileStore } from './fileStore.ts';
import type { Log } from './log.ts';
import type { Pubsub } from './pubsub.ts';
import type { RateLimits } from './rateLimits.ts';
import type { ReadReplica } from './readReplica.ts';

/** What every verb stands on: one for each running product, so that tests can run several in one process. */
export interface Core {
  /** The process' name among those that serve the same database; another at every start. */
  processId: string;
  environment: Environment;
  database: Database;
  /** For search and reports only: what it answers may be half a minute old. */
  readReplica: ReadReplica;
  files: FileStore;
  pubsub: Pubsub;
  rateLimits: RateLimits;
  clock: Clock;
  log: Log;
}
