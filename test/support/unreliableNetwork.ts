import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { carry, type Pace, type Way } from './networkLine.ts';

/** A network between a client and a server that a test can harm. */
export interface UnreliableNetwork {
  /** Where to reach the server over this network. */
  url: string;
  /** Breaks every connection and refuses new ones. */
  cut: () => void;
  /** Breaks every connection; new ones are taken at once. */
  reset: () => void;
  /** Lets nothing through any more, without telling anybody: as when a phone loses its signal. */
  stall: () => void;
  /** One way is dead and the other is not, without telling anybody; new connections come to nothing. */
  halfOpen: (deadWay: Way) => void;
  /** Everything takes its time from now on, both ways. */
  slow: (pace: Pace) => void;
  /** Breaks every connection; those that come until then wait, and who came last is let through first. */
  reorderReconnects: (heldMs: number) => Promise<void>;
  /** Ends whatever it was; stalled and half-open connections stay as dead as they are in life. */
  restore: () => void;
  close: () => Promise<void>;
}

type Mode = 'open' | 'cut' | 'stalled' | 'held';

/** Between two connections that are let through in another order than they came, milliseconds. */
const apartMs = 10;

/** Forwards TCP connections from a port of its own to the server at `target`. */
export async function unreliableNetwork(target: string): Promise<UnreliableNetwork> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<Pair>();
  /** Accepted while nothing came through: nobody is at their other end. */
  const swallowed = new Set<Socket>();
  let held: Socket[] = [];
  let mode: Mode = 'open';
  let pace: Pace = {};

  const breakAll = () => {
    for (const pair of pairs) pair.break();
    for (const near of [...swallowed, ...held]) near.destroy();
    swallowed.clear();
    held = [];
  };
  function letThrough(near: Socket): void {
    if (near.destroyed) return;
    const pair = join(near, connect(Number(port), hostname), () => pace);
    pairs.add(pair);
    void pair.ended.then(() => pairs.delete(pair));
  }
  function swallow(near: Socket): void {
    swallowed.add(near.pause());
    near.once('close', () => swallowed.delete(near));
  }
  const proxy = createServer({ allowHalfOpen: true }, (near) => {
    near.on('error', () => undefined);
    if (mode === 'cut') near.resetAndDestroy();
    else if (mode === 'stalled') swallow(near);
    else if (mode === 'held') held.push(near.pause());
    else letThrough(near);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');

  return {
    url: `http://127.0.0.1:${address.port}`,
    cut: () => {
      mode = 'cut';
      breakAll();
    },
    reset: breakAll,
    stall: () => {
      mode = 'stalled';
      for (const pair of pairs) pair.kill('there', 'back');
    },
    halfOpen: (deadWay) => {
      mode = 'stalled';
      for (const pair of pairs) pair.kill(deadWay);
    },
    slow: (slower) => {
      pace = slower;
    },
    reorderReconnects: async (heldMs) => {
      mode = 'held';
      breakAll();
      await sleep(heldMs);
      mode = 'open';
      for (const near of held.splice(0).toReversed()) {
        letThrough(near);
        await sleep(apartMs);
      }
    },
    restore: () => {
      mode = 'open';
      pace = {};
      for (const near of held.splice(0)) letThrough(near);
    },
    close: async () => {
      breakAll();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

/** A connection of a client, and the one that carries it on to the server. */
interface Pair {
  kill: (...ways: Way[]) => void;
  break: () => void;
  /** Both connections are over. */
  ended: Promise<unknown>;
}

function join(near: Socket, far: Socket, paceNow: () => Pace): Pair {
  far.on('error', () => undefined);
  far.allowHalfOpen = true;
  const lines = { there: carry(near, far, paceNow), back: carry(far, near, paceNow) };
  const ends = [near, far];
  const dead = new Set<Way>();
  const breakBoth = () => ends.forEach((end) => end.destroy());
  // Over a way that is dead nobody hears that the other side is gone.
  near.once('close', () => dead.has('there') || far.destroy());
  far.once('close', () => dead.has('back') || near.destroy());
  return {
    kill(...ways) {
      for (const way of ways) {
        dead.add(way);
        lines[way].kill();
      }
    },
    break: breakBoth,
    ended: Promise.all(ends.map((end) => new Promise((resolve) => end.once('close', resolve)))),
  };
}
