import DataLoader from 'dataloader';

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
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
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
  const loader = new DataLoader<Key, Value>((keys) => read(keys).finally(end), {
    cache: false,
    maxBatchSize: mostTogether,
    batchScheduleFn: begin,
  });
  return (key) => loader.load(key);
}
