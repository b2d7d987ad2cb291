import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../support/chance.ts';
import { keepOpen } from '../support/persistentClients.ts';
import type { ChaosProduct } from './chaosProduct.ts';
import { delaysOf, type Delays } from './delays.ts';
import { strikeInTurns } from './faults.ts';
import { enter, hire } from './people.ts';
import { ListReader } from './readLists.ts';
import { ThreadReader } from './readThread.ts';
import { seriesOf, strikeSeries, type SeriesPlan, type Struck } from './series.ts';
import { settle } from './settle.ts';
import { talk, type Minutes } from './talk.ts';
import { violationsOf, type Violation } from './violationsOf.ts';

/** Where a series of faults is asked for, who has said everything goes on at the same pace until it is over. */
export interface ChaosPlan extends SeriesPlan {
  /** The same seed has the same people say the same at the same pace, and the same faults strike in the same order. */
  seed: number;
  messages: number;
  visitors: number;
  agents: number;
  /** How long the talks last, when nobody is held up. */
  minutes: number;
  /** After which nobody begins a new message, whatever is left to say, milliseconds; absent: all is said. */
  endsAfterMs?: number;
}

export interface ChaosReport {
  /** How often each fault struck. */
  faults: Map<string, number>;
  acknowledged: number;
  /** How long they talked, milliseconds. */
  talkedMs: number;
  /** From saying something until it was acknowledged, milliseconds, ascending. */
  waitedMs: number[];
  refused: number;
  retries: number;
  repeated: number;
  recalled: number;
  /** Messages told to readers. */
  told: number;
  /** From a stream's first event until its reader had everything, milliseconds, ascending. */
  gapsMs: number[];
  delays: Delays;
  violations: Violation[];
}

/** Part of the messages that agents say. */
const answered = 0.45;

/** Has people talk through faults, and holds what they were promised and told against what is stored. */
export async function runChaos(product: ChaosProduct, plan: ChaosPlan): Promise<ChaosReport> {
  const urls = product.clientNetworks.map(({ url }) => url);
  const { agents, stranger } = await hire(urls, plan.agents);
  const lists = [...agents, stranger].map((clients) => ({ clients, reader: new ListReader(clients) }));
  const minutes: Minutes = {
    said: [],
    violations: [],
    recalled: new Set(),
    retries: 0,
    waits: [],
    repeated: 0,
  };
  const [leaving, calm] = [new AbortController(), new AbortController()];
  const threads: ThreadReader[] = [];
  const read = (sessionId: string, reader: 'visitor' | 'agent') => {
    const thread = new ThreadReader(sessionId, reader, minutes);
    threads.push(thread);
    return thread;
  };

  // Agents first, so that there is somebody to give the visitors to; each reads and answers those of a part of the visitors.
  const desks = agents.map(() => [] as ThreadReader[]);
  const keeping = lists.map(({ clients, reader }, index) =>
    keepOpen(
      clients,
      (client) => [reader.open(client), ...(desks[index] ?? []).map((thread) => thread.open(client))],
      leaving.signal,
    ),
  );
  await sleep(500);
  const series = seriesOf(product, plan, createChance(plan.seed));
  let isSeriesOver = series.length === 0;
  const until = plan.endsAfterMs ? Date.now() + plan.endsAfterMs : Infinity;
  const talks: (() => Promise<void>)[] = [];
  for (let index = 0; index < plan.visitors; index++) {
    const { sessionId, clients } = await enter(urls, index);
    const agent = agents[index % agents.length] ?? [];
    const own = read(sessionId, 'visitor');
    const theirs = read(sessionId, 'agent');
    desks[index % agents.length]?.push(theirs);
    keeping.push(keepOpen(clients, (client) => [own.open(client)], leaving.signal));
    const part = (author: 'VISITOR' | 'AGENT', share: number) => {
      const count = Math.max(1, Math.round((plan.messages / plan.visitors) * share));
      const chance = createChance(plan.seed * 1_000_003 + index * 2 + (author === 'AGENT' ? 1 : 0));
      const whose = author === 'AGENT' ? agent : clients;
      return () =>
        talk(
          {
            sessionId,
            author,
            clients: whose,
            chance,
            pauseMs: (plan.minutes * 60_000) / count,
            goesOn: (saidCount) => Date.now() <= until && (saidCount < count || !isSeriesOver),
          },
          minutes,
        );
    };
    talks.push(part('VISITOR', 1 - answered), part('AGENT', answered));
  }
  // The agents' streams are opened anew, with the sessions that have come.
  product.clientNetworks.forEach((network) => network.reset());

  const faults = new Map<string, number>();
  const told = (name: string) => void faults.set(name, (faults.get(name) ?? 0) + 1);
  const struck: Struck[] = [];
  const note = (one: Struck) => {
    struck.push(one);
    told(one.name);
  };
  const striking = isSeriesOver
    ? (['near', 'behind'] as const).map((where, index) =>
        strikeInTurns(product, where, createChance(plan.seed + index), calm.signal, told),
      )
    : [strikeSeries(series, createChance(plan.seed), note).finally(() => (isSeriesOver = true))];
  const begin = performance.now();
  const finished = Promise.all(talks.map((one) => one())).finally(() => calm.abort());
  // A fault that does not heal, or a server that does not come back, is a finding itself.
  await Promise.all([finished, ...striking]);
  const talkedMs = performance.now() - begin;

  const end = await settle(product, { agents, stranger, lists, threads });
  leaving.abort();
  await Promise.all(keeping);
  return {
    faults,
    acknowledged: minutes.said.filter(({ seq }) => seq !== undefined).length,
    talkedMs,
    waitedMs: minutes.waits.map(({ from, to }) => to - from).sort((a, b) => a - b),
    refused: minutes.said.filter(({ seq }) => seq === undefined).length,
    retries: minutes.retries,
    repeated: minutes.repeated,
    recalled: minutes.recalled.size,
    told: threads.reduce((sum, thread) => sum + thread.told.length, 0),
    gapsMs: threads.flatMap(({ gapsMs }) => gapsMs).sort((a, b) => a - b),
    delays: delaysOf(minutes.waits, threads, struck),
    violations: [
      ...minutes.violations,
      ...end.violations,
      ...violationsOf(minutes.said, end.stored, threads),
    ],
  };
}
