import { connect } from 'node:net';
import { withinTime } from './withinTime.ts';

/** clamd takes some seconds for a large archive; whoever uploads waits no longer. */
const patienceMs = 30_000;
/** Of one chunk, which clamd wants to know in advance. */
const chunkBytes = 64 * 1024;

/** Whether a content is harmless, as far as clamd knows. @throws Error when it cannot say */
export async function isClean(clamavUrl: string, content: Uint8Array): Promise<boolean> {
  const answer = await ask(clamavUrl, 'zINSTREAM\0', content);
  if (answer === 'stream: OK') return true;
  if (answer.endsWith(' FOUND')) return false;
  throw new Error(`The scanner answers: ${answer.slice(0, 200)}`);
}

/** @throws Error when there is no clamd at the address */
export async function pingScanner(clamavUrl: string): Promise<void> {
  const answer = await ask(clamavUrl, 'zPING\0');
  if (answer !== 'PONG') throw new Error(`The scanner answers: ${answer.slice(0, 200)}`);
}

/** Says one command, with its content in chunks behind their lengths, the last of them empty. */
function ask(clamavUrl: string, command: string, content?: Uint8Array): Promise<string> {
  const { hostname, port } = new URL(clamavUrl);
  const socket = connect(Number(port || 3310), hostname.replace(/^\[|\]$/g, ''));
  const answered = async () => {
    socket.write(command);
    if (content) {
      for (let start = 0; start < content.length; start += chunkBytes) {
        const chunk = content.subarray(start, start + chunkBytes);
        socket.write(lengthOf(chunk));
        socket.write(chunk);
      }
      socket.write(lengthOf(new Uint8Array()));
    }
    const answer = Buffer.concat(await socket.toArray()).toString();
    return answer.replaceAll('\0', '').trim();
  };
  return withinTime(patienceMs, answered(), 'The scanner does not answer.').finally(() => socket.destroy());
}

function lengthOf(chunk: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}
