import { setTimeout as sleep } from 'node:timers/promises';
import { pick } from '../support/chance.ts';
import type { UnreliableNetwork } from '../support/unreliableNetwork.ts';
import type { Fault } from './faults.ts';

/** How long a cut lasts, milliseconds: each order of magnitude is as likely. */
const shortestMs = 100;
const longestMs = 60_000;

const harms: [string, (network: UnreliableNetwork) => void][] = [
  ['cut', (network) => network.cut()],
  ['stalled', (network) => network.stall()],
  ['half-open, nothing comes there', (network) => network.halfOpen('there')],
  ['half-open, nothing comes back', (network) => network.halfOpen('back')],
];

/** So many times the line of some clients to their server is gone for a while, with a word and without. */
export function cutsOf(networks: readonly UnreliableNetwork[], count: number, chance: () => number): Fault[] {
  return Array.from({ length: count }, () => {
    const [network, [harm, begin]] = [pick(chance, networks), pick(chance, harms)];
    const lastsMs = shortestMs * (longestMs / shortestMs) ** chance();
    return {
      name: `clients: ${harm}, up to a minute`,
      async strike() {
        begin(network);
        await sleep(lastsMs);
        network.restore();
      },
    };
  });
}
