import { WebSocket, type RawData } from 'ws';

// Frames are built from strings prepared beforehand and read by searching for keys: a parser for each of some
// 20,000 frames a second would make the generator the slowest part. A JSON text cannot fake a key, because quotes
// inside a JSON string are escaped.

const CLIENT_ID_PREFIX = '00000000-0000-4000-8000-';
const CLIENT_ID_KEY = `"clientId":"${CLIENT_ID_PREFIX}`;

/** A message's number in the shape and length of the UUID that a real client makes. */
export const clientIdOf = (index: number): string => CLIENT_ID_PREFIX + String(index).padStart(12, '0');

/** The number behind the first `"clientId"` of a frame, or -1 when it is not one of the bench's. */
export function messageIndexIn(frame: string): number {
  const at = frame.indexOf(CLIENT_ID_KEY);
  return at < 0 ? -1 : digitsAt(frame, at + CLIENT_ID_KEY.length);
}

/** The number that directly follows `key`, or -1. */
export function numberAfter(frame: string, key: string): number {
  const at = frame.indexOf(key);
  return at < 0 ? -1 : digitsAt(frame, at + key.length);
}

function digitsAt(frame: string, start: number): number {
  let value = 0;
  let at = start;
  for (; at < frame.length; at++) {
    const digit = frame.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return at === start ? -1 : value;
}

/** A frame's bytes as one character each: searching needs no decoding. Compare texts by `wireText`. */
export const frameOf = (data: RawData): string => (data as Buffer).toString('latin1');

/** A JSON text as it looks in a frame made by `frameOf`. */
export const wireText = (json: string): string => Buffer.from(json).toString('latin1');

/** Whether the frame's `"text"` is exactly this one (made by `wireText`, quotes included). */
export function carriesText(frame: string, wire: string): boolean {
  const at = frame.indexOf('"text":');
  return at >= 0 && frame.startsWith(wire, at + 7);
}

/** Opens a WebSocket without compression; rejects when it cannot be opened. */
export function openSocket(
  url: string,
  protocol?: string,
  headers?: Record<string, string>,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocol, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      headers,
    });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Closes sockets; resolves when all of them are. */
export async function closeAll(sockets: readonly (WebSocket | undefined)[]): Promise<void> {
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          if (!socket || socket.readyState === socket.CLOSED) return resolve();
          socket.once('close', () => resolve());
          socket.close(1000);
        }),
    ),
  );
}
