import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { TooManyAttemptsError } from './errors.ts';
import type { Log } from './log.ts';
import { openRedis } from './openRedis.ts';

/** How often something may happen for one key. */
export interface RateLimit {
  name: string;
  points: number;
  seconds: number;
  /** Counted by this process alone, at no cost; for limits that are only there to stop what has gone mad. */
  isLocal?: boolean;
}

/** What is left after some attempts were counted. */
export interface RateLimitState {
  /** The attempts were too many. */
  isOver: boolean;
  remaining: number;
  /** When all attempts are there again, in seconds. */
  resetSeconds: number;
}

/** Counts attempts, together with all other processes where Redis is configured. */
export interface RateLimits {
  /** Counts one attempt. @throws TooManyAttemptsError when it is one too many. */
  count(limit: RateLimit, key: string): Promise<void>;
  /** @throws TooManyAttemptsError when no attempt is left; counts nothing. */
  check(limit: RateLimit, key: string): Promise<void>;
  /** Counts attempts and tells what is left, for whoever shows it. */
  take(limit: RateLimit, key: string, points: number): Promise<RateLimitState>;
  /** Forgets the attempts of a key. */
  forget(limit: RateLimit, key: string): Promise<void>;
  close(): Promise<void>;
}

/** Somebody waits for an attempt to be counted: rather than longer, it is counted here. */
const countingTimeoutMs = 1_000;

/**
 * Rate limits in memory, or in Redis with memory as what holds while Redis is away. That somebody has come to a limit is logged
 * once, and not for each attempt beyond it.
 */
export function createRateLimits(redisUrl: string | undefined, prefix: string, log?: Log): RateLimits {
  const redis = redisUrl && openRedis(redisUrl, { commandTimeout: countingTimeoutMs });
  // Pub/sub already reports that Redis is away; here the limiters in memory take over.
  if (redis) redis.on('error', () => undefined);
  const limiters = new Map<string, RateLimiterAbstract>();

  function limiterOf({ name, points, seconds, isLocal }: RateLimit): RateLimiterAbstract {
    const known = limiters.get(name);
    if (known) return known;
    const options = { keyPrefix: `${prefix}:limit:${name}`, points, duration: seconds };
    const memory = new RateLimiterMemory(options);
    const limiter =
      redis && !isLocal
        ? new RateLimiterRedis({
            ...options,
            storeClient: redis,
            insuranceLimiter: memory,
            rejectIfRedisNotReady: true,
          })
        : memory;
    limiters.set(name, limiter);
    return limiter;
  }

  function noteFirst({ name, points }: RateLimit, key: string, state: RateLimiterRes, taken: number): void {
    if (state.consumedPoints - taken > points) return;
    // Of a key only its beginning: what follows may be a login, and people type passwords there.
    log?.warn({ limit: name, key: key.split(' ')[0] }, 'somebody has come to a limit');
  }

  return {
    async count(limit, key) {
      await limiterOf(limit)
        .consume(key)
        .catch((reason: unknown) => {
          if (reason instanceof RateLimiterRes) noteFirst(limit, key, reason, 1);
          return refuse(limit, reason);
        });
    },
    async check(limit, key) {
      const state = await limiterOf(limit).get(key);
      if (state && state.consumedPoints >= limit.points) refuse(limit, state);
    },
    async take(limit, key, points) {
      const state = await limiterOf(limit)
        .consume(key, points)
        .catch((reason: unknown) => {
          if (!(reason instanceof RateLimiterRes)) throw reason;
          noteFirst(limit, key, reason, points);
          return reason;
        });
      return {
        isOver: state.consumedPoints > limit.points,
        remaining: Math.max(0, limit.points - state.consumedPoints),
        resetSeconds: secondsLeft(limit, state),
      };
    },
    async forget(limit, key) {
      await limiterOf(limit).delete(key);
    },
    close() {
      if (redis) redis.disconnect();
      return Promise.resolve();
    },
  };
}

/** Nobody waits longer than the limit says, even where the clock was set back since it was counted. */
function secondsLeft({ seconds }: RateLimit, { msBeforeNext }: RateLimiterRes): number {
  return Math.min(seconds, Math.ceil(msBeforeNext / 1000));
}

function refuse(limit: RateLimit, reason: unknown): never {
  if (reason instanceof RateLimiterRes) throw new TooManyAttemptsError(secondsLeft(limit, reason));
  throw reason;
}
