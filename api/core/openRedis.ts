import { Redis, type RedisOptions } from 'ioredis';
import { errorText } from './errorText.ts';

/** How long a connection may take to stand, and an answer to come, before the connection counts as lost. */
const patienceMs = 4_000;
/** How often a connection is made to answer. */
const heartbeatMs = 5_000;

/**
 * Opens a connection to Redis that notices within ten seconds when it is lost, also where nobody says so: a cable pulled, a
 * firewall that drops everything. What is asked while there is none, or was not answered when it broke, fails at once:
 * nothing waits, and nothing is said again later.
 */
export function openRedis(url: string, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: patienceMs,
    // From when something was sent until anything comes: so also for the greeting of a connection that is accepted by a
    // machine on which nobody answers.
    socketTimeout: patienceMs,
    ...options,
  });
  const heartbeat = setInterval(() => {
    if (redis.status === 'ready') redis.ping().catch(() => undefined);
  }, heartbeatMs).unref();
  redis.once('end', () => clearInterval(heartbeat));
  return redis;
}

/** What to say, and to check, when Redis cannot be used. */
export function redisTrouble(error: unknown): string {
  const reason = errorText(error);
  return /WRONGPASS|NOAUTH|NOPERM|invalid password/i.test(reason)
    ? 'Redis refuses us: check the user and the password in REDIS_URL'
    : 'Redis is not reachable: check that it runs, and the host and port in REDIS_URL';
}
