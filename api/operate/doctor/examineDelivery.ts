import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Core } from '../../core/core.ts';
import { withinTime } from '../../core/withinTime.ts';
import type { TestMessage } from '../../testMessage/testMessageEvents.ts';
import { followOperation, sendOperation } from '../../testMessage/testMessageOperations.ts';
import { issueTestToken } from '../../testMessage/testToken.ts';
import { fine, problem, type Finding } from './findingRules.ts';

/** How long each step may take, milliseconds. */
const patienceMs = 5_000;
const about = 'Test message';

/**
 * Sends a message through a running server, in over HTTP and out over a WebSocket. It belongs to no session (see
 * `sendTestMessage`), so that nothing of it is left that agents, reports or webhooks could see.
 */
export async function examineDelivery(core: Core, url: string): Promise<Finding> {
  const token = await issueTestToken(core);
  const refused = await refusalAt(url);
  if (refused) return refused;
  const socket = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  try {
    return await deliver(url, socket, token);
  } finally {
    await socket.dispose();
  }
}

async function deliver(url: string, socket: Client, token: string): Promise<Finding> {
  const heard = socket.iterate<{ testMessage: TestMessage }>({
    query: followOperation,
    variables: { token },
  });
  const next = (late: string) => withinTime(patienceMs, Promise.resolve(heard.next()), late);
  const text = `渡口 ${new Date().toISOString()}`;
  try {
    const { errors } = (await next('no answer')).value ?? {};
    if (errors) return refusedBy(url, JSON.stringify(errors));
  } catch (error) {
    return problem(
      about,
      `A WebSocket to ${url} cannot be opened: ${reasonOf(error)}.`,
      'Have the proxy pass WebSockets on (the headers Upgrade and Connection), for /graphql.',
    );
  }
  const startedAt = performance.now();
  try {
    const answer = await post(url, { query: sendOperation, variables: { token, text } });
    if (answer.data?.sendTestMessage?.__typename !== 'TestMessage')
      return refusedBy(url, JSON.stringify(answer));
  } catch (error) {
    return problem(about, `${url} did not take it: ${reasonOf(error)}.`, 'Look into the server’s log.');
  }
  try {
    const { data } = (await next('it was not heard')).value ?? {};
    if (data?.testMessage.text !== text) throw new Error('something else was heard');
  } catch (error) {
    return problem(
      about,
      `It was taken, and did not come back within ${patienceMs / 1000} s: ${reasonOf(error)}.`,
      'Check that all processes have the same REDIS_URL and REDIS_PREFIX, and that the proxy does not hold WebSockets back.',
    );
  }
  return fine(
    about,
    `in over HTTP and out over a WebSocket in ${Math.round(performance.now() - startedAt)} ms, at ${url}`,
  );
}

/** @returns why there is nobody to send it to; undefined when there is */
async function refusalAt(url: string): Promise<Finding | undefined> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(patienceMs) });
    const text = await answer.text();
    if (answer.ok) return undefined;
    return problem(about, `${url} is not ready: ${text.slice(0, 200)}.`, 'Look into the server’s log.');
  } catch (error) {
    return problem(
      about,
      `No server answers at ${url}: ${reasonOf(error)}.`,
      'Start it, or name the address under which browsers reach it: npm run doctor -- https://chat.clinic.example',
    );
  }
}

function refusedBy(url: string, errors: string): Finding {
  return /TEST_TOKEN_REFUSED|TestTokenRefusedError/.test(errors)
    ? problem(
        about,
        `The server at ${url} works on another database.`,
        'Run the doctor with the settings of that server.',
      )
    : problem(about, `${url} did not take it: ${errors.slice(0, 300)}.`, 'Look into the server’s log.');
}

interface Answer {
  data?: { sendTestMessage?: { __typename: string } };
}

async function post(url: string, body: object): Promise<Answer> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  return (await answer.json()) as Answer;
}

/** "fetch failed" says nothing: its cause does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  // What graphql-ws ends with is the event of the socket's end.
  const { code, reason } = (cause ?? {}) as { code?: number; reason?: string };
  return code === undefined ? 'it broke' : `it was closed (${[code, reason].filter(Boolean).join(' ')})`;
}
