import type { EmbeddedFigures } from './embedded.ts';
import { median, type Latencies } from './latencies.ts';
import type { LegFigures } from './leg.ts';
import { GOODPUT_LIMIT, LATENCY_LIMIT_MS } from './measures.ts';
import type { TwoProcessesFigures } from './twoProcesses.ts';

interface FigureKind {
  name: string;
  of: (leg: LegFigures) => number;
  digits: number;
  better: 'lower' | 'higher';
}
interface Round {
  floorBefore: number;
  ours: number;
  floorAfter: number;
  /** Ours against the mean of its two neighbours. */
  ratio: number;
}
export interface Comparison extends Omit<FigureKind, 'of'> {
  rounds: Round[];
  ratio: { median: number; lowest: number; highest: number };
}

function figureKinds({ latency: { rate }, connections: { count } }: LegFigures): FigureKind[] {
  const lower = { better: 'lower' } as const;
  const higher = { better: 'higher', digits: 0 } as const;
  return [
    { ...lower, name: `delivery p50 at ${rate}/s, ms`, digits: 2, of: (leg) => leg.latency.delivery.p50 },
    { ...lower, name: `delivery p99 at ${rate}/s, ms`, digits: 2, of: (leg) => leg.latency.delivery.p99 },
    { ...lower, name: `answer p50 at ${rate}/s, ms`, digits: 2, of: (leg) => leg.latency.answer.p50 },
    { ...higher, name: `most messages/s, p99 < ${LATENCY_LIMIT_MS} ms`, of: (leg) => leg.limit.rate },
    { ...lower, name: 'CPU/message at half of that, ms', digits: 3, of: (leg) => leg.halfLimit.cpuMs },
    { ...lower, name: `CPU/message at ${rate}/s, ms`, digits: 3, of: (leg) => leg.latencyCpuMs },
    { ...lower, name: `memory/connection, ${count} idle, kB`, digits: 1, of: residentKb },
    { ...lower, name: 'of it live objects, kB', digits: 1, of: (leg) => leg.connections.liveBytes / 1000 },
    { ...lower, name: `CPU/s, ${count} idle, ms`, digits: 1, of: (leg) => leg.connections.idleCpuMs },
    { ...higher, name: 'connects/s, subscribed', of: (leg) => leg.connections.connectsPerSecond },
    { ...higher, name: 'returns/s after a restart, caught up', of: (leg) => leg.returnsPerSecond },
    {
      ...higher,
      digits: 2,
      name: 'delivered at 3 × the own limit, share of it',
      of: (leg) => leg.overload.goodput,
    },
    { ...lower, name: 'its answers, p99, ms', digits: 0, of: (leg) => leg.overload.answer.p99 },
    { ...lower, name: 'the last watcher has it, p50, ms', digits: 1, of: (leg) => leg.fanOut.p50 },
    { ...lower, name: 'the last watcher has it, p99, ms', digits: 1, of: (leg) => leg.fanOut.p99 },
  ];
}

const residentKb = (leg: LegFigures) => leg.connections.residentBytes / 1000;

/** Figure by figure, round by round (three legs each). */
export function compareRounds(legs: LegFigures[]): Comparison[] {
  const [first] = legs;
  if (!first) return [];
  return figureKinds(first).map(({ of, ...kind }) => {
    const rounds: Round[] = [];
    for (let at = 0; at + 2 < legs.length; at += 3) {
      const [floorBefore = NaN, ours = NaN, floorAfter = NaN] = legs.slice(at, at + 3).map(of);
      rounds.push({ floorBefore, ours, floorAfter, ratio: ours / ((floorBefore + floorAfter) / 2) });
    }
    const ratios = rounds.map(({ ratio }) => ratio);
    const ratio = { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
    return { ...kind, rounds, ratio };
  });
}

/** The table for the terminal, how to read it, and everything that speaks against it. */
export function formatReport(comparisons: Comparison[], legs: LegFigures[]): string {
  const isRepeated = legs.length > 3;
  const head = ['', 'floor', 'ours', 'floor', 'ratio', isRepeated ? 'median (range)' : ''];
  const rows = comparisons.flatMap(({ name, digits, rounds, ratio, better }) =>
    rounds.map((round, n) => {
      const cells = [round.floorBefore, round.ours, round.floorAfter].map((value) => value.toFixed(digits));
      const range = `${ratio.median.toFixed(2)} (${ratio.lowest.toFixed(2)}–${ratio.highest.toFixed(2)}) `;
      const verdict = `${isRepeated ? range : ''}${better} is better`;
      return [n === 0 ? name : '', ...cells, round.ratio.toFixed(2), n === 0 ? verdict : ''];
    }),
  );
  return [...alignTable([head, ...rows]), '', explanation(legs), ...complaints(legs)].join('\n');
}

/** What was measured of the product alone, on two processes and embedded. */
export function formatDeployments(
  { together, apart, addedP50 }: TwoProcessesFigures,
  { delivery, limit, residentBytes, restartSeconds }: EmbeddedFigures,
): string {
  const medians = (all: Latencies[]) => all.map(({ p50 }) => p50.toFixed(2)).join(', ');
  return [
    `two processes, delivery p50 in ms: at one ${medians(together)}; through Redis ${medians(apart)}; added ${addedP50.toFixed(2)}`,
    `embedded: delivery p50 ${delivery.p50.toFixed(1)} ms, p99 ${delivery.p99.toFixed(1)} ms; most messages/s ${limit};` +
      ` ${Math.round(residentBytes / 1e6)} MB; answers ${restartSeconds.toFixed(1)} s after a restart`,
  ].join('\n');
}

function alignTable(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const align = (cell: string, column: number, row: string[]) => {
    const isText = column === 0 || column === row.length - 1;
    return isText ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  };
  return rows.map((row) => row.map(align).join('  ').trimEnd());
}

function explanation(legs: LegFigures[]): string {
  const sent = legs.reduce((sum, { account }) => sum + account.sent, 0);
  const halfRates = legs.map(({ halfLimit }) => halfLimit.rate).join(', ');
  const latenesses = legs.map(({ latency }) => latency.lateness.p99.toFixed(1)).join(', ');
  const loopDelays = legs.map(({ latency }) => latency.loopDelayP99.toFixed(1)).join(', ');
  return [
    'ratio: ours / mean of the two floors beside it. Latency counts from the scheduled send. A rate holds when p99 is',
    `below ${LATENCY_LIMIT_MS} ms and at least ${GOODPUT_LIMIT * 100} % of what was offered was delivered meanwhile.`,
    `Half of the most messages/s, leg by leg: ${halfRates}.`,
    `Load generator, p99 in ms, leg by leg: sent late by ${latenesses}; event loop delayed by ${loopDelays}.`,
    `${sent} messages checked for loss, doubling, order and text.`,
  ].join('\n');
}

function complaints(legs: LegFigures[]): string[] {
  return legs.flatMap(({ contestant, invalid, account }, n) => {
    const leg = `leg ${n + 1}, ${contestant}`;
    const violations = account.violations.map(({ kind, detail }) => `  ${kind}: ${detail}`);
    return [
      ...invalid.map((reason) => `INVALID (${leg}): ${reason}`),
      ...(violations.length > 0 ? [`VIOLATED (${leg}): ${account.violationCount} times`, ...violations] : []),
    ];
  });
}
