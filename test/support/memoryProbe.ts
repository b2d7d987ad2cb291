import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

// Loaded into a server before its own code (`--import`): says at once which process it is, and at SIGUSR2 collects garbage and
// says, in bytes, how much memory its objects take. Each is a line like those of the log.

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const say = (told: object) =>
    process.stdout.write(`${JSON.stringify({ pid: process.pid, probe: 'memory', ...told })}\n`);
  say({});
  process.on('SIGUSR2', () => {
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    say({ heapUsed, rss });
  });
}
