import DataLoader from 'dataloader';
import type { Database } from './database.ts';

/** More in one statement do not make it cheaper. */
const mostTogether = 64;
/** So many statements read at the same time; what is asked for meanwhile goes together in the next one. */
const statementsAtOnce = 2;

/**
 * Reads in one statement what is asked for in the same turn of the event loop, or while others are read: who comes alone waits
 * for nobody, and the more comes, the more goes together. Nothing is kept.
 * @param read what belongs to each key, in their order
 */
export function readTogether<Key, Value>(
  read: (database: Database, keys: readonly Key[]) => Promise<readonly Value[]>,
): (database: Database, key: Key) => Promise<Value> {
  const loaders = new WeakMap<Database, DataLoader<Key, Value>>();
  return (database, key) => {
    const loader = loaders.get(database) ?? openLoader((keys) => read(database, keys));
    loaders.set(database, loader);
    return loader.load(key);
  };
}

function openLoader<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
): DataLoader<Key, Value> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const begin = (load: () => void) => {
    if (running >= statementsAtOnce) return void waiting.push(load);
    running += 1;
    setImmediate(load);
  };
  const end = () => {
    running -= 1;
    const next = waiting.shift();
    if (next) begin(next);
  };
  return new DataLoader<Key, Value>((keys) => read(keys).finally(end), {
    cache: false,
    maxBatchSize: mostTogether,
    batchScheduleFn: begin,
  });
}
