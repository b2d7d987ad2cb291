import { WebSocket } from 'ws';

export interface Frame {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A socket by hand, to say what no client library would. Without `protocol` it offers the right one; '' offers none. */
export async function rawSocket(
  url: string,
  options: { headers?: Record<string, string>; protocol?: string } = {},
) {
  const { headers = {}, protocol = 'graphql-transport-ws' } = options;
  const address = `${url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(address, protocol === '' ? [] : protocol, { headers });
  const frames: Frame[] = [];
  socket.on('message', (frame: Buffer) => frames.push(JSON.parse(frame.toString()) as Frame));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const say = (frame: object | string) =>
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  /** The first frame of a type, of an operation where `id` is given. */
  const heard = async (type: string, id?: string) => {
    for (const deadline = Date.now() + 5000; Date.now() < deadline;) {
      const frame = frames.find((one) => one.type === type && (id === undefined || one.id === id));
      if (frame) return frame;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no ${type} in ${JSON.stringify(frames)}`);
  };
  return { socket, say, heard, closed, frames };
}
