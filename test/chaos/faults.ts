import { setTimeout as sleep } from 'node:timers/promises';
import { pick, shuffled } from '../support/chance.ts';
import type { UnreliableNetwork } from '../support/unreliableNetwork.ts';
import type { ChaosProduct } from './chaosProduct.ts';

/** Something that goes wrong for a while, and is well again when it resolves. */
export interface Fault {
  name: string;
  strike: (chance: () => number) => Promise<void>;
}

/** Between two faults of a list people must come to say something, milliseconds; at least as long as the first one lasted. */
const shortestRestMs = { near: 500, behind: 3_000 };

/** Longest time that a network is harmed, milliseconds; most are shorter. */
const longestMs = 4_000;

/** All faults that a product can have, as two lists that happen beside each other: near its clients, and behind it. */
function faultsOf(product: ChaosProduct): { near: Fault[]; behind: Fault[] } {
  const { postgres, redis } = product;
  return {
    near: networkFaults('clients', product.clientNetworks),
    behind: [
      ...networkFaults('PostgreSQL', product.databaseNetworks),
      ...networkFaults('Redis', product.redisNetworks),
      ...serverFaults(product),
      ...(postgres ? [away('PostgreSQL: immediate stop', () => postgres.stop('SIGQUIT'), postgres)] : []),
      ...(postgres ? [away('PostgreSQL: SIGKILL', () => postgres.stop('SIGKILL'), postgres)] : []),
      ...(redis ? [away('Redis: SIGKILL', () => redis.kill(), redis)] : []),
    ],
  };
}

function networkFaults(place: string, networks: readonly UnreliableNetwork[]): Fault[] {
  if (networks.length === 0) return [];
  const harms: Record<string, (network: UnreliableNetwork) => void | Promise<void>> = {
    cut: (network) => network.cut(),
    reset: (network) => network.reset(),
    stalled: (network) => network.stall(),
    'half-open, nothing comes there': (network) => network.halfOpen('there'),
    'half-open, nothing comes back': (network) => network.halfOpen('back'),
    '3 s latency': (network) => network.slow({ latencyMs: 3_000 }),
    '1 kB/s': (network) => network.slow({ bytesPerSecond: 1_000 }),
    'reconnects reordered': (network) => network.reorderReconnects(500),
  };
  return Object.entries(harms).map(([harm, begin]) => ({
    name: `${place}: ${harm}`,
    async strike(chance) {
      // Often all of them: a cable and not a router.
      const struck = chance() < 0.5 ? networks : [pick(chance, networks)];
      const lastsMs = 100 + chance() ** 2 * (longestMs - 100);
      await Promise.all(struck.map(async (network) => begin(network)));
      await sleep(lastsMs);
      for (const network of struck) network.restore();
    },
  }));
}

function serverFaults({ servers }: ChaosProduct): Fault[] {
  return [
    {
      name: 'server: SIGKILL',
      async strike(chance) {
        const server = pick(chance, servers);
        await server.kill();
        await sleep(chance() * 1_000);
        await server.start();
      },
    },
    {
      name: 'server: rolling restart',
      async strike() {
        for (const server of servers) await server.restart();
      },
    },
  ];
}

function away(name: string, stop: () => Promise<void>, server: { start: () => Promise<void> }): Fault {
  return {
    name,
    async strike(chance) {
      await stop();
      await sleep(chance() * 4_000);
      await server.start();
    },
  };
}

/** Has all faults of one list happen in turns, each round in another order, until it is aborted. */
export async function strikeInTurns(
  product: ChaosProduct,
  where: 'near' | 'behind',
  chance: () => number,
  signal: AbortSignal,
  told: (name: string) => void,
): Promise<void> {
  const faults = faultsOf(product)[where];
  while (faults.length > 0 && !signal.aborted) {
    for (const fault of shuffled(chance, faults)) {
      if (signal.aborted) return;
      told(fault.name);
      const begin = performance.now();
      await fault.strike(chance);
      const lastedMs = performance.now() - begin;
      const restMs = Math.max(shortestRestMs[where], lastedMs) + chance() * 3_000;
      await sleep(restMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
