import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { errorText } from '../../api/core/errorText.ts';
import type { ChaosPlan } from './runChaos.ts';
import type { SeriesPlan } from './series.ts';

const defaults = { messages: 10_000, visitors: 100, agents: 10, minutes: 3 };

export const usage = `npm run test:chaos -- [options]
  --seed N        repeats the run that printed it; any one otherwise
  --messages N    messages in all (${defaults.messages})
  --visitors N    visitors who write (${defaults.visitors})
  --agents N      agents who answer (${defaults.agents})
  --minutes M     how long they talk, on each kind of database (${defaults.minutes})
  --kills N       N kills of servers, and N / 5 of PostgreSQL and Redis each, instead of all other faults
  --cuts N        N times some clients' line is gone for 0.1 to 60 s, instead of all other faults
  --outages N     N times each Redis is away for 30 s and PostgreSQL for 10 s, instead of all other faults
  --only KIND     embedded, or server: three processes on PostgreSQL and Redis (both)`;

export interface ChaosFlags extends ChaosPlan {
  only: string | undefined;
}

/** Reads the command line. @throws Error with the usage when it makes no sense */
export function parseFlags(args: string[]): ChaosFlags {
  const text = { type: 'string' } as const;
  const options = {
    seed: text,
    messages: text,
    visitors: text,
    agents: text,
    minutes: text,
    kills: text,
    cuts: text,
    outages: text,
    only: text,
  };
  let values: Record<string, string | undefined>;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Error(`${errorText(error)}\n${usage}`, { cause: error });
  }
  const read = (name: keyof ChaosPlan, fallback: number): number => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (!(value > 0)) throw new Error(`--${name} must be a number above 0\n${usage}`);
    return value;
  };
  const series = (name: keyof SeriesPlan) => (values[name] === undefined ? undefined : read(name, 0));
  const { only } = values;
  if (only !== undefined && only !== 'embedded' && only !== 'server')
    throw new Error(`--only is embedded or server\n${usage}`);
  return {
    seed: read('seed', randomInt(1, 1_000_000)),
    messages: read('messages', defaults.messages),
    visitors: read('visitors', defaults.visitors),
    agents: read('agents', defaults.agents),
    minutes: read('minutes', defaults.minutes),
    kills: series('kills'),
    cuts: series('cuts'),
    outages: series('outages'),
    only,
  };
}
