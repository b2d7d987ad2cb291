import { setTimeout as sleep } from 'node:timers/promises';
import { pick } from '../support/chance.ts';
import type { ChaosProduct } from './chaosProduct.ts';
import type { Fault } from './faults.ts';

/** What else is killed is killed once while servers are so often. */
const serversToEachOther = 5;
/** How long what was killed may stay away, milliseconds. */
const longestAwayMs = 1_000;
/** How long all is well after that, milliseconds; half as long on average. */
const longestRestMs = 3_000;

/** So many kills of a server, and of PostgreSQL and Redis where there are any, in an order of chance. */
export function killsOf(
  { servers, postgres, redis }: Pick<ChaosProduct, 'servers' | 'postgres' | 'redis'>,
  count: number,
  chance: () => number,
): Fault[] {
  const kill = (name: string, end: () => Promise<void>, start: () => Promise<void>): Fault => ({
    name,
    async strike() {
      await end();
      await sleep(chance() * longestAwayMs);
      await start();
    },
  });
  const others = [
    ...(postgres
      ? [
          kill(
            'PostgreSQL: immediate stop',
            () => postgres.stop('SIGQUIT'),
            () => postgres.start(),
          ),
        ]
      : []),
    ...(redis
      ? [
          kill(
            'Redis: SIGKILL',
            () => redis.kill(),
            () => redis.start(),
          ),
        ]
      : []),
  ];
  const times = (all: number, fault: () => Fault) => Array.from({ length: all }, fault);
  const all = [
    ...times(count, () => {
      const server = pick(chance, servers);
      return kill(
        'server: SIGKILL',
        () => server.kill(),
        () => server.start(),
      );
    }),
    ...others.flatMap((fault) => times(Math.ceil(count / serversToEachOther), () => fault)),
  ];
  return all
    .map((fault) => ({ fault, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ fault }) => fault);
}

/** Has one kill after the other happen, with a rest after each. */
export async function strikeKills(
  product: ChaosProduct,
  count: number,
  chance: () => number,
  told: (name: string) => void,
): Promise<void> {
  for (const { name, strike } of killsOf(product, count, chance)) {
    told(name);
    await strike(chance);
    await sleep(chance() * longestRestMs);
  }
}
