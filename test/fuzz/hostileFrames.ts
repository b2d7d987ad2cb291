import { pick } from '../support/chance.ts';
import { hostileTexts, strangeValues } from './hostileValues.ts';
import { encode, opcodes, type RawFrame } from './rawFrames.ts';

/** Bytes to send, and what may come of them: the codes with which the server may close, none where it goes on. */
export interface HostileFrame {
  kind: string;
  bytes: Buffer;
  /** How many frames it is. */
  count: number;
  closesWith: readonly number[];
}

type Chance = () => number;
const bytesOf = (chance: Chance, most: number) =>
  Buffer.from(Array.from({ length: Math.floor(chance() * most) }, () => Math.floor(chance() * 256)));
const text = (value: unknown): RawFrame => ({
  opcode: opcodes.text,
  payload: Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')),
});
const one = (kind: string, frame: RawFrame, ...closesWith: number[]): HostileFrame => ({
  kind,
  bytes: encode(frame),
  count: 1,
  closesWith,
});

const initialise = { type: 'connection_init' };
const operation = { query: '{ limits { messageMaxLength } }' };
let lastId = 0;

/** Frames that good clients send, over and over: they keep the connection. `complete` may be for nothing. */
const goodFrames: ((chance: Chance) => HostileFrame)[] = [
  () => one('ping', { opcode: opcodes.ping, payload: Buffer.from('x') }),
  () => one('pong without a ping', { opcode: opcodes.pong, payload: Buffer.alloc(0) }),
  () => one('message ping', text({ type: 'ping', payload: { at: 1 } })),
  () => one('message pong', text({ type: 'pong' })),
  () => one('operation', text({ id: `${++lastId}`, type: 'subscribe', payload: operation })),
  () => one('complete', text({ id: `${lastId}`, type: 'complete' })),
  (chance) => one('complete of nothing', text({ id: pick(chance, hostileTexts) || 'x', type: 'complete' })),
  (chance) => {
    const payload = { query: pick(chance, hostileTexts), variables: { x: pick(chance, hostileTexts) } };
    return one('operation that is none', text({ id: `${++lastId}`, type: 'subscribe', payload }));
  },
  () => {
    const whole = Buffer.from(JSON.stringify({ type: 'ping' }));
    const parts = [...whole].map((byte, index) => ({
      opcode: index === 0 ? opcodes.text : opcodes.continuation,
      payload: Buffer.from([byte]),
      isFinal: index === whole.length - 1,
    }));
    const bytes = Buffer.concat(parts.map(encode));
    return { kind: 'message in fragments of a byte', bytes, count: parts.length, closesWith: [] };
  },
  () => one('message as bytes', { ...text({ type: 'ping' }), opcode: opcodes.binary }),
];

/** Frames that break a rule, each with the codes that the rule's document has for it. */
const badFrames: ((chance: Chance) => HostileFrame)[] = [
  (chance) =>
    one('text that is no UTF-8', { opcode: opcodes.text, payload: Buffer.from(pick(chance, badUtf8)) }, 1007),
  (chance) =>
    one(
      'opcode that is reserved',
      { opcode: pick(chance, [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), payload: Buffer.alloc(1) },
      1002,
    ),
  (chance) => one('reserved bits', { ...text('x'), reserved: pick(chance, [1, 2, 3, 4, 5, 6, 7]) }, 1002),
  () => one('no mask', { ...text({ type: 'ping' }), isMasked: false }, 1002),
  () => one('continuation of nothing', { opcode: opcodes.continuation, payload: Buffer.from('x') }, 1002),
  () =>
    one(
      'control frame in fragments',
      { opcode: opcodes.ping, payload: Buffer.alloc(1), isFinal: false },
      1002,
    ),
  () => one('control frame of 126 bytes', { opcode: opcodes.ping, payload: Buffer.alloc(126) }, 1002),
  () => one('length beyond all memory', { ...text(''), claimedLength: 2n ** 63n - 1n }, 1009),
  () => one('length beyond the limit', { ...text('x'), claimedLength: 200_000n }, 1009),
  () => one('message beyond the limit', text('x'.repeat(150_000)), 1009),
  () => {
    const part = (opcode: number) => encode({ opcode, payload: Buffer.alloc(40_000, 'x'), isFinal: false });
    const bytes = Buffer.concat([
      part(opcodes.text),
      ...Array.from({ length: 4 }, () => part(opcodes.continuation)),
    ]);
    return { kind: 'fragments beyond the limit', bytes, count: 5, closesWith: [1009] };
  },
  () => {
    const bytes = Buffer.concat([encode({ ...text('x'), isFinal: false }), encode(text('y'))]);
    return { kind: 'message within a message', bytes, count: 2, closesWith: [1002] };
  },
  () => one('close with one byte', { opcode: opcodes.close, payload: Buffer.alloc(1) }, 1002),
  (chance) => {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(pick(chance, [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535]));
    return one('close with a code that is none', { opcode: opcodes.close, payload }, 1002);
  },
  () =>
    one(
      'close with a reason that is no UTF-8',
      { opcode: opcodes.close, payload: Buffer.from([3, 232, 255]) },
      1007,
    ),
  () => one('close', { opcode: opcodes.close, payload: Buffer.from([3, 232]) }, 1000),
  (chance) => one('text that is no message', text(pick(chance, hostileTexts)), 4400),
  (chance) =>
    one(
      'JSON that is no message',
      text(
        pick(
          chance,
          strangeValues.filter((value) => typeof value !== 'object'),
        ),
      ),
      4400,
    ),
  (chance) => one('type that there is not', text({ type: pick(chance, hostileTexts) }), 4400),
  (chance) =>
    one(
      'payload that is none',
      text({ id: 'x', type: 'subscribe', payload: pick(chance, ['x', 1, true, null]) }),
      4400,
    ),
  (chance) => one('bytes', { opcode: opcodes.binary, payload: bytesOf(chance, 200) }, 4400),
  () => one('setting up twice', text(initialise), 4429),
];

const badUtf8: readonly number[][] = [
  [0xff],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf8, 0x88, 0x80, 0x80],
  [0x7b, 0x80],
  [0xe2, 0x82],
];

/** One that is good, mostly. */
export function goodFrame(chance: Chance): HostileFrame {
  return pick(chance, goodFrames)(chance);
}

/** One after which nothing is heard: each kind in its turn, so that a short run has them all. */
export function badFrame(chance: Chance, turn: number): HostileFrame {
  return (badFrames[turn % badFrames.length] as (typeof badFrames)[number])(chance);
}

/** Bytes that are no frames but by chance. */
export const noise = (chance: Chance): HostileFrame => ({
  kind: 'noise',
  bytes: bytesOf(chance, 400),
  count: 1,
  closesWith: [1002, 1007, 1009, 1000, 4400],
});

export const setUp = one('setting up', text(initialise));
