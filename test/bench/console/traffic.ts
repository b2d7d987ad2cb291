import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FilledSession } from './fillDesk.ts';
import { mark } from './pageProbe.ts';

const source = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on Error { code } }
}`;

let sent = 0;

/** Sends one visitor's message, from one device after the other. @throws Error when it is refused */
async function say(url: string, { id, secrets }: FilledSession): Promise<void> {
  const secret = secrets[++sent % secrets.length] ?? '';
  const input = { sessionId: id, clientId: randomUUID(), text: `${mark}${sent} 您好，想问一下价格` };
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Visitor ${secret}`, origin: url },
    body: JSON.stringify({ query: source, variables: { input } }),
  });
  const text = await answer.text();
  if (!text.includes('"__typename":"Message"')) throw new Error(`a message was refused: ${text}`);
}

/** Visitors write at this rate, half of it in the session that is open, the rest all over the others. */
export async function writeFor(
  url: string,
  sessions: readonly FilledSession[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<void> {
  const [open, ...others] = sessions;
  const start = performance.now();
  const under: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = start + (n * 1_000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    const session = n % 2 === 0 ? open : others[(n * 7) % others.length];
    if (session) under.push(say(url, session));
  }
  await Promise.all(under);
}
