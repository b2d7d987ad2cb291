import type { RawData } from 'ws';
import type { DriverListener, Side } from './driver.ts';
import { frameOf, messageIndexIn, numberAfter } from './frames.ts';

/** What one connection waits for besides messages. */
export interface ConnectionListener {
  acknowledged(): void;
  streamBegan(session: number): void;
  pinged(): void;
}

// Operations are named e<session> (stream of events) and m<index> (one sendMessage).
const STREAM = '"id":"e';
const SENDING = '"id":"m';

/** Reads one graphql-transport-ws frame of the product and tells the listeners. */
export function readProductFrame(
  data: RawData,
  side: Side,
  listener: DriverListener,
  own: ConnectionListener,
) {
  const frame = frameOf(data);
  if (frame.includes('"sessionEvents":{')) {
    const session = numberAfter(frame, STREAM);
    if (frame.includes('"MessageSent"')) {
      listener.delivered(session, side, messageIndexIn(frame), numberAfter(frame, '"seq":'), frame);
    } else own.streamBegan(session);
  } else if (frame.includes('"sendMessage":{"__typename":"Message"')) {
    listener.accepted(numberAfter(frame, SENDING), numberAfter(frame, '"seq":'));
  } else readRareFrame(frame, listener, own);
}

interface ParsedFrame {
  id?: string;
  type: string;
  payload?: unknown;
}

function readRareFrame(frame: string, listener: DriverListener, own: ConnectionListener) {
  const { id = '', type, payload } = JSON.parse(frame) as ParsedFrame;
  if (type === 'connection_ack') own.acknowledged();
  else if (type === 'ping') own.pinged();
  else if (type === 'complete' && id.startsWith('e'))
    listener.broken(`the stream of session ${id.slice(1)} ended`);
  else if ((type === 'next' || type === 'error') && id.startsWith('m')) {
    listener.refused(Number(id.slice(1)), /"code":"([A-Z_]+)"/.exec(frame)?.[1] ?? JSON.stringify(payload));
  } else if (type !== 'complete') listener.broken(`unexpected frame: ${frame.slice(0, 300)}`);
}
