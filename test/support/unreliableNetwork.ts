import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';

/** A network between a browser and a server that a test can cut. */
export interface UnreliableNetwork {
  /** Where to reach the server over this network. */
  url: string;
  /** Breaks every connection and refuses new ones. */
  cut: () => void;
  /** Lets nothing through any more, without telling anybody: as when a phone loses its signal. */
  stall: () => void;
  /** Ends `cut` or `stall`; stalled connections stay as dead as they are in life. */
  restore: () => void;
  close: () => Promise<void>;
}

type Mode = 'open' | 'cut' | 'stalled';

/** Forwards TCP connections from a port of its own to the server at `target`. */
export async function unreliableNetwork(target: string): Promise<UnreliableNetwork> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<[Socket, Socket]>();
  /** Accepted while nothing came through: nobody is at their other end. */
  const swallowed = new Set<Socket>();
  let mode: Mode = 'open';

  const breakAll = () => {
    for (const pair of pairs) for (const end of pair) end.destroy();
    for (const near of swallowed) near.destroy();
    swallowed.clear();
  };
  const proxy = createServer((near) => {
    near.on('error', () => undefined);
    if (mode === 'cut') return void near.resetAndDestroy();
    if (mode === 'stalled') return void swallowed.add(near.pause());
    const far = connect(Number(port), hostname);
    far.on('error', () => undefined);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const end of pair) {
      end.on('close', () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
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
    stall: () => {
      mode = 'stalled';
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        near.pause();
        far.pause();
      }
    },
    restore: () => {
      mode = 'open';
    },
    close: async () => {
      breakAll();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
