import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '../../schema/context.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { TooManyAttemptsError } from '../core/errors.ts';
import type { RateLimit, RateLimitState } from '../core/rateLimits.ts';
import { answerTryLater, tryLaterAnswer } from './tryLater.ts';

/** The context of an operation, with what counts it. */
export interface RequestContext extends Context {
  /** Counts so many requests of whoever asks. @throws TooManyAttemptsError when these are too many */
  spend(points: number): Promise<void>;
}

const seconds = 60;
/**
 * What a person at a page never comes near, but a page that has gone mad does. Counted in each process alone: nobody who
 * types waits for Redis.
 */
const ofPerson = { seconds, isLocal: true };
const ofAgent: RateLimit = { ...ofPerson, name: 'agent', points: 12_000 };
const ofVisitor: RateLimit = { ...ofPerson, name: 'visitor', points: 1_200 };
/** A visitor who enters is nobody until then: so many requests each entry may take. */
const requestsOfEntry = 5;

/** How many requests somebody may make, and as whom they are counted: a program by its token, strangers by address. */
function policyOf({ environment }: Core, actor: Actor, address: string): [limit: RateLimit, key: string] {
  const { apiRequestsPerMinute, entriesPerMinute } = environment;
  if (actor.kind === 'visitor') return [ofVisitor, actor.deviceId];
  if (actor.kind === 'agent') {
    const { kind, id } = actor.credential;
    return kind === 'signIn' ? [ofAgent, id] : [{ name: 'token', points: apiRequestsPerMinute, seconds }, id];
  }
  const points = Math.max(apiRequestsPerMinute, requestsOfEntry * entriesPerMinute);
  return [{ name: 'address', points, seconds }, address];
}

/** As whom somebody is counted, among all who ask. */
export function personOf(core: Core, actor: Actor, address: string): string {
  const [{ name }, key] = policyOf(core, actor, address);
  return `${name} ${key}`;
}

/** What counts the requests of an actor. `onState` is told each time what is left. */
export function spending(
  core: Core,
  actor: Actor,
  address: string,
  onState: (limit: RateLimit, state: RateLimitState) => void = () => undefined,
): RequestContext['spend'] {
  const [limit, key] = policyOf(core, actor, address);
  return async (points) => {
    const state = await core.rateLimits.take(limit, key, points);
    onState(limit, state);
    if (state.isOver) throw new TooManyAttemptsError(state.resetSeconds);
  };
}

/** Says in an answer's headers what is left, as draft-ietf-httpapi-ratelimit-headers has it. */
export function setLimitHeaders(response: ServerResponse) {
  return ({ name, points, seconds }: RateLimit, { remaining, resetSeconds }: RateLimitState) => {
    if (response.headersSent) return;
    response.setHeader('ratelimit-policy', `"${name}";q=${points};w=${seconds}`);
    response.setHeader('ratelimit', `"${name}";r=${remaining};t=${resetSeconds}`);
  };
}

/** Counts a request over HTTP. Answers it with 429 when it is one too many. @returns whether it may go on */
export async function isRequestWithinLimit(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { spend }: RequestContext,
): Promise<boolean> {
  try {
    await spend(1);
    return true;
  } catch (error) {
    if (!(error instanceof TooManyAttemptsError)) throw error;
    answerTryLater(headers, response, 429, error);
    return false;
  }
}

/**
 * Counts the opening of a WebSocket, by address: who comes is not known yet. As many as may be opened in a minute may be
 * open at a time, each process counting its own.
 * @param openCount how many of this address are open
 * @returns undefined when it may be opened, else what the handshake is answered with: one too many costs no socket
 */
export async function refusalOfConnection(
  core: Core,
  address: string,
  openCount: number,
): Promise<string | undefined> {
  const points = core.environment.connectionsPerMinute;
  try {
    if (openCount >= points) throw new TooManyAttemptsError(seconds);
    await core.rateLimits.count({ name: 'connection', points, seconds }, address);
    return undefined;
  } catch (error) {
    if (!(error instanceof TooManyAttemptsError)) throw error;
    const { headers, body } = tryLaterAnswer(error);
    const all = {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return `HTTP/1.1 429 Too Many Requests\r\n${lines.join('')}\r\n${body}`;
  }
}
