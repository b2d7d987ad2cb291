import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

// Preloaded into the measured servers, floor and product alike: answers over IPC what the process used. It costs
// nothing until asked. Asking the process itself gives CPU time in microseconds, /proc only in hundredths of a second.

export interface ProbeRequest {
  probe: 'sample' | 'settle';
}
export interface ProbeSample {
  cpuMs: number;
  rss: number;
  heapUsed: number;
  external: number;
}

if (isMainThread && process.send) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { type: 'major'; flavor: 'last-resort' }) => void;
  const sample = (): ProbeSample => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { cpuMs: (user + system) / 1000, rss, heapUsed, external };
  };
  process.on('message', (request: ProbeRequest) => {
    // 'last-resort' also gives unused pages back, so that resident memory means live objects.
    if (request.probe === 'settle') collect({ type: 'major', flavor: 'last-resort' });
    process.send?.(sample());
  });
  // A bench that was killed must not leave its server behind.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // The channel must not keep a server alive that wants to stop.
  process.channel?.unref();
}
