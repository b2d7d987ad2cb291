import type { Socket } from 'node:net';

/** From the client to the server, or from the server to the client. */
export type Way = 'there' | 'back';

/** How slow a network is; what is not said is as fast as the machine. */
export interface Pace {
  /** How much later everything arrives. */
  latencyMs?: number;
  bytesPerSecond?: number;
}

/** What waits in a slow line before its sender is made to wait too: the buffers on the way, in life. */
const bufferedBytes = 64 * 1024;

/** Carries what comes from one socket to another, in order, at the pace of each moment, until it is killed. */
export function carry(from: Socket, to: Socket, paceNow: () => Pace): { kill: () => void } {
  /** What is under way, first to last; undefined: the sender's end. */
  const underWay: { chunk: Buffer | undefined; arrivesAt: number }[] = [];
  let underWayBytes = 0;
  /** Until when the line is taken by what was sent before. */
  let takenUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let isDead = false;

  function send(chunk: Buffer | undefined): void {
    const { latencyMs = 0, bytesPerSecond } = paceNow();
    const bytes = chunk?.length ?? 0;
    takenUntil =
      Math.max(performance.now(), takenUntil) + (bytesPerSecond ? (bytes * 1000) / bytesPerSecond : 0);
    underWay.push({ chunk, arrivesAt: takenUntil + latencyMs });
    underWayBytes += bytes;
    arrive();
  }
  function arrive(): void {
    clearTimeout(timer);
    for (let first = underWay[0]; first && !isDead && !to.destroyed; first = underWay[0]) {
      const waitMs = first.arrivesAt - performance.now();
      if (waitMs > 0) {
        timer = setTimeout(arrive, waitMs);
        break;
      }
      underWay.shift();
      underWayBytes -= first.chunk?.length ?? 0;
      if (first.chunk) to.write(first.chunk);
      else to.end();
    }
    if (isDead || to.writableNeedDrain || underWayBytes >= bufferedBytes) from.pause();
    else from.resume();
  }
  from.on('data', send);
  from.once('end', () => send(undefined));
  to.on('drain', arrive);
  from.resume();
  return {
    kill() {
      isDead = true;
      clearTimeout(timer);
      from.pause();
    },
  };
}
