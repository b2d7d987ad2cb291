import { createChance } from '../support/chance.ts';
import type { Finding } from './fuzzOperations.ts';
import { badFrame, goodFrame, type HostileFrame, noise, setUp } from './hostileFrames.ts';
import { BareSocket } from './rawFrames.ts';
import type { WatchedServer } from './watchedServer.ts';

export interface FuzzedFrames {
  sent: number;
  connections: number;
  /** How often a socket was closed with each code. */
  closes: Record<string, number>;
  findings: Finding[];
}

/** The server closes within this time of a bad frame; a code that it never sends is a finding. */
const patienceMs = 10_000;
/** So many sockets are open at once. */
const abreast = 8;

/** Sends so many frames, good ones until a bad one ends the socket, and notes which were not answered as they should be. */
export async function fuzzFrames(
  { server }: WatchedServer,
  { seed, count }: { seed: number; count: number },
  say: (line: string) => void = () => undefined,
): Promise<FuzzedFrames> {
  const chance = createChance(seed);
  const result: FuzzedFrames = { sent: 0, connections: 0, closes: {}, findings: [] };
  const work = async () => {
    while (result.sent < count) {
      await fuzzSocket(server.url, chance, result);
      if (++result.connections % 500 === 0) say(`${result.sent} frames, ${result.findings.length} findings`);
    }
  };
  await Promise.all(Array.from({ length: abreast }, work));
  return result;
}

async function fuzzSocket(url: string, chance: () => number, result: FuzzedFrames): Promise<void> {
  const socket = await BareSocket.open(url);
  const send = ({ bytes, count }: HostileFrame) => {
    result.sent += count;
    socket.send(bytes);
  };
  send(setUp);
  await socket.heard('connection_ack');
  const good = Array.from({ length: Math.floor(chance() * 20) }, () => goodFrame(chance));
  for (const frame of good) {
    send(frame);
    if (chance() < 0.3) await new Promise(setImmediate);
  }
  const end = chance();
  if (end < 0.05) return socket.destroy();
  const last = end < 0.15 ? noise(chance) : badFrame(chance, result.connections);
  send(last);
  // Noise may be the beginning of a frame that never ends.
  const patience = last.kind === 'noise' ? 200 : patienceMs;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'open'>((resolve) => (timer = setTimeout(() => resolve('open'), patience)));
  const code = await Promise.race([socket.closed, late]);
  clearTimeout(timer);
  socket.destroy();
  result.closes[String(code)] = (result.closes[String(code)] ?? 0) + 1;
  const isFine =
    last.kind === 'noise'
      ? code === 'open' || code === undefined || last.closesWith.includes(code)
      : last.closesWith.includes(code as number);
  if (!isFine) {
    const frames = [...good, last].map(({ kind }) => kind).join(', ');
    result.findings.push({ what: `closed with ${code}, not ${last.closesWith.join()}`, operation: frames });
  }
}
