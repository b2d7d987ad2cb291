import { parseArgs } from 'node:util';
import { errorText } from '../../api/core/errorText.ts';

export interface BenchFlags {
  /** Visitors connected while messages are measured, and agents' connections that share their sessions. */
  visitors: number;
  agents: number;
  /** Idle subscribed connections at which memory is measured. */
  idle: number;
  /** Agents who follow one session at the same time. */
  watchers: number;
  /** Messages a second and seconds of the latency measurement. */
  rate: number;
  seconds: number;
  /** Rates tried for the limit, and how long each lasts. */
  startRate: number;
  maxRate: number;
  stepSeconds: number;
  precision: number;
  /** How often floor – ours – floor is repeated. */
  rounds: number;
  isQuick: boolean;
}

const FULL = {
  visitors: 1_000,
  agents: 20,
  watchers: 1_000,
  rate: 100,
  seconds: 20,
  'step-seconds': 5,
  'max-rate': 32_000,
  rounds: 1,
};
const QUICK = {
  visitors: 40,
  agents: 2,
  watchers: 20,
  rate: 50,
  seconds: 2,
  'step-seconds': 1,
  'max-rate': 200,
  rounds: 1,
};

export const USAGE = `npm run bench -- [options]
  --quick              a smoke test of less than a minute; its figures mean nothing
  --visitors N         connected visitors, each with a session (${FULL.visitors})
  --agents N           agents' connections that share the sessions (${FULL.agents})
  --idle N             idle connections for the memory figure (five times the visitors, at most 5,000)
  --watchers N         agents who follow one session (${FULL.watchers})
  --rate N             messages a second for the latency figures (${FULL.rate})
  --seconds N          how long latency is measured (${FULL.seconds})
  --step-seconds N     how long each rate is tried when searching the limit (${FULL['step-seconds']})
  --max-rate N         highest rate tried (${FULL['max-rate']})
  --rounds N           how often floor – ours – floor is repeated (${FULL.rounds})
DATABASE_URL names a PostgreSQL on which databases may be created; REDIS_URL is passed on to the product;
BENCH_TEXTS a JSONL file with texts in "question" and "answer".`;

const NAMES = [
  'visitors',
  'agents',
  'idle',
  'watchers',
  'rate',
  'seconds',
  'step-seconds',
  'max-rate',
  'rounds',
] as const;
type FlagName = (typeof NAMES)[number];

/** Reads the command line; throws with the usage when it makes no sense. */
export function parseFlags(args: string[]): BenchFlags {
  const text = { type: 'string' } as const;
  const numbers = Object.fromEntries(NAMES.map((name) => [name, text])) as Record<FlagName, typeof text>;
  let values;
  try {
    ({ values } = parseArgs({ args, options: { quick: { type: 'boolean' }, ...numbers } }));
  } catch (error) {
    throw new Error(`${errorText(error)}\n${USAGE}`, { cause: error });
  }
  const defaults: Partial<Record<FlagName, number>> = values.quick ? QUICK : FULL;
  const read = (name: FlagName, fallback?: number): number => {
    const value = values[name] === undefined ? (defaults[name] ?? fallback) : Number(values[name]);
    if (value === undefined || !(value > 0)) throw new Error(`--${name} must be a number above 0\n${USAGE}`);
    return value;
  };
  const visitors = read('visitors');
  return {
    visitors,
    agents: Math.min(read('agents'), visitors),
    // Below some thousand connections what the process needs once drowns what each of them needs.
    idle: read('idle', Math.min(5 * visitors, 5_000)),
    watchers: read('watchers'),
    rate: read('rate'),
    seconds: read('seconds'),
    startRate: values.quick ? 200 : 1_000,
    maxRate: read('max-rate'),
    stepSeconds: read('step-seconds'),
    precision: values.quick ? 2 : 1.05,
    rounds: read('rounds'),
    isQuick: values.quick ?? false,
  };
}
