import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosProduct } from './chaosProduct.ts';
import type { Fault } from './faults.ts';

/** So many times Redis is away for half a minute, and PostgreSQL for ten seconds, where there are any. */
export function outagesOf(
  { postgres, redis }: Pick<ChaosProduct, 'postgres' | 'redis'>,
  count: number,
): Fault[] {
  const away = (name: string, seconds: number, stop: () => Promise<void>, start: () => Promise<void>) =>
    Array.from({ length: count }, () => ({
      name: `${name}: away for ${seconds} s`,
      async strike() {
        await stop();
        await sleep(seconds * 1_000);
        await start();
      },
    }));
  return [
    ...(redis
      ? away(
          'Redis',
          30,
          () => redis.kill(),
          () => redis.start(),
        )
      : []),
    ...(postgres
      ? away(
          'PostgreSQL',
          10,
          () => postgres.stop('SIGQUIT'),
          () => postgres.start(),
        )
      : []),
  ];
}
