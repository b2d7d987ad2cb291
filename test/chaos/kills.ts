import { setTimeout as sleep } from 'node:timers/promises';
import { pick } from '../support/chance.ts';
import type { ChaosProduct } from './chaosProduct.ts';
import type { Fault } from './faults.ts';

/** What else is killed is killed once while servers are so often. */
const serversToEachOther = 5;
/** How long what was killed may stay away, milliseconds. */
const longestAwayMs = 1_000;

/** So many kills of a server, and a part of that of PostgreSQL and Redis where there are any. */
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
  return [
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
}
