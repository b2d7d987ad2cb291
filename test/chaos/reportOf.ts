import { percentile } from '../bench/latencies.ts';
import type { ChaosReport } from './runChaos.ts';
import type { ViolationKind } from './violationsOf.ts';

/** How many violations are told one by one. */
const listed = 20;

/** A report as a terminal shows it, in tables of Markdown. */
export function reportOf(name: string, report: ChaosReport): string {
  const { violations, gapsMs, waitedMs } = report;
  const { drainedMs, toldMs } = report.delays;
  const count = (...kinds: ViolationKind[]) => violations.filter(({ kind }) => kinds.includes(kind)).length;
  const figures: [string, number][] = [
    ['messages acknowledged', report.acknowledged],
    ['a second', Math.round((report.acknowledged * 1_000) / report.talkedMs)],
    ['until acknowledged, p50, ms', Math.round(percentile(waitedMs, 0.5))],
    ['until acknowledged, longest, ms', Math.round(percentile(waitedMs, 1))],
    ['acknowledged after the fault it was said in, longest, ms', Math.round(percentile(drainedMs, 1))],
    ['told after it was acknowledged or all was well, p99, ms', Math.round(percentile(toldMs, 0.99))],
    ['the same, longest, ms', Math.round(percentile(toldMs, 1))],
    ['refused by an error of its own type', report.refused],
    ['sent again after a fault', report.retries],
    ['sent 2 to 4 times at once', report.repeated],
    ['taken back', report.recalled],
    ['told to readers', report.told],
    ['streams begun anew', gapsMs.length],
    ['gap closed, p50, ms', Math.round(percentile(gapsMs, 0.5))],
    ['gap closed, p99, ms', Math.round(percentile(gapsMs, 0.99))],
    ['lost', count('lost', 'ghost', 'garbled')],
    ['doubled', count('doubled')],
    ['out of order', count('disordered')],
    ['told to whom it is not for', count('leaked')],
    ['lists that are not what is stored', count('stale')],
    ['rules of assignment broken', count('unjust')],
  ];
  return [
    '',
    `### ${name}`,
    '',
    table(['fault', 'times'], [...report.faults]),
    '',
    table(['figure', ''], figures),
    ...violations.slice(0, listed).map(({ kind, detail }) => `${kind}: ${detail.slice(0, 500)}`),
  ].join('\n');
}

function table(head: [string, string], rows: [string, number][]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(['---', '--:']), ...rows.map(line)].join('\n');
}
