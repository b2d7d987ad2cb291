import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import path from 'node:path';

/** Where the process that has a data folder open can be asked. */
export function socketOf(dataDir: string): string {
  return path.join(dataDir, 'operator.sock');
}

/** Asks the process that has a data folder open. @throws Error when it does not answer, or not as it should */
export async function askOperator(dataDir: string, address: string): Promise<IncomingMessage> {
  const asked = request({ socketPath: socketOf(dataDir), path: address }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  if (answer.statusCode === 200) return answer;
  answer.resume();
  throw new Error(`it answers with ${answer.statusCode ?? 'nothing'}`);
}
