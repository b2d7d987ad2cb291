import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A frame of RFC 6455 as it is sent, right or wrong. */
export interface RawFrame {
  opcode: number;
  payload: Buffer;
  isFinal?: boolean;
  isMasked?: boolean;
  /** The three bits that nobody has agreed upon. */
  reserved?: number;
  /** The length that it claims, where that is not the payload's. */
  claimedLength?: bigint;
}

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame's bytes. */
export function encode(frame: RawFrame): Buffer {
  const { opcode, payload, isFinal = true, isMasked = true, reserved = 0, claimedLength } = frame;
  const length = claimedLength ?? BigInt(payload.length);
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = isMasked ? 0x80 : 0;
  let head: Buffer;
  if (length < 126n) head = Buffer.from([first, mask | Number(length)]);
  else if (length < 65_536n) {
    head = Buffer.from([first, mask | 126, 0, 0]);
    head.writeUInt16BE(Number(length), 2);
  } else {
    head = Buffer.concat([Buffer.from([first, mask | 127]), Buffer.alloc(8)]);
    head.writeBigUInt64BE(length, 2);
  }
  if (!isMasked) return Buffer.concat([head, payload]);
  const key = randomBytes(4);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (key[index % 4] as number)));
  return Buffer.concat([head, key, masked]);
}

/** A WebSocket without a library: sends any bytes, and knows how the server ended it. */
export class BareSocket {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #isOpened = false;
  /** Resolves to the code with which the server closes, or to undefined when the connection ends without one. */
  readonly closed: Promise<number | undefined>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('data', (bytes) => {
        this.#received = Buffer.concat([this.#received, bytes]);
        if (this.#isOpened) resolveIfKnown(closeCodeIn(this.#received), resolve);
      });
      socket.once('close', () => resolve(closeCodeIn(this.#received)));
    });
    // It ends when the server does.
    socket.once('end', () => socket.end());
  }

  static async open(url: string): Promise<BareSocket> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const handshake = [
      'GET /graphql HTTP/1.1',
      `host: ${host}`,
      'connection: upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
      'sec-websocket-protocol: graphql-transport-ws',
    ];
    socket.write(`${handshake.join('\r\n')}\r\n\r\n`);
    const opened = new BareSocket(socket);
    await opened.#untilOpened();
    return opened;
  }

  async #untilOpened(): Promise<void> {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end >= 0) {
        const [status = ''] = this.#received.toString('latin1').split('\r\n');
        if (!status.includes('101')) throw new Error(status);
        this.#received = this.#received.subarray(end + 4);
        this.#isOpened = true;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    throw new Error('The handshake was not answered.');
  }

  /** Resolves when the server has said something with this word, or is gone. */
  async heard(word: string): Promise<void> {
    while (!this.#received.includes(word) && !this.#socket.destroyed)
      await new Promise((resolve) => setTimeout(resolve, 1));
  }

  send(bytes: Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

function resolveIfKnown(code: number | undefined, resolve: (code: number) => void): void {
  if (code !== undefined) resolve(code);
}

/** The code in the close frame among what a server sent. */
export function closeCodeIn(bytes: Buffer): number | undefined {
  for (let at = 0; at + 2 <= bytes.length;) {
    const opcode = (bytes[at] as number) & 0x0f;
    let length = (bytes[at + 1] as number) & 0x7f;
    let start = at + 2;
    if (length === 126 && start + 2 <= bytes.length) {
      length = bytes.readUInt16BE(start);
      start += 2;
    } else if (length === 127 && start + 8 <= bytes.length) {
      length = Number(bytes.readBigUInt64BE(start));
      start += 8;
    }
    if (opcode === opcodes.close && start + length <= bytes.length)
      return length >= 2 ? bytes.readUInt16BE(start) : 1005;
    at = start + length;
  }
  return undefined;
}
