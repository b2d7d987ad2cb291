import type { Environment } from '../../core/environment.ts';
import { isLoopback } from '../../core/listenAddress.ts';
import { fine, note, problem, type Finding } from './findingRules.ts';

/** Whether strangers may reach it, as far as the settings tell. */
export function isOpen({ host, isProduction }: Environment): boolean {
  return isProduction || !isLoopback(host);
}

export function proxyFinding(environment: Environment): Finding {
  const about = 'TLS, proxy';
  const { host, trustProxy, port } = environment;
  if (!trustProxy && isOpen(environment))
    return problem(
      about,
      'Nothing is said of a proxy that ends TLS: passwords and what patients write can be read on the way.',
      'Put a proxy in front that ends TLS and sets X-Forwarded-For, -Proto and -Host, and set TRUST_PROXY=true.',
    );
  if (!trustProxy) return note(about, `none: it is reached from this machine alone (HOST=${host})`);
  if (!isLoopback(host))
    return note(
      about,
      `what the proxy says is believed, and others may reach port ${port} past it.`,
      `Let a firewall allow ${host}:${port} to the proxy alone, or set HOST=127.0.0.1.`,
    );
  return fine(about, 'a proxy in front is believed, and nobody gets past it');
}

export function secretKeyFinding(environment: Environment): Finding {
  const about = 'SECRET_KEY';
  if (environment.secretKey) return fine(about, 'set');
  const says =
    'Not set: secrets are sealed with a key that lies in the database, so that a copy of it tells them.';
  const todo =
    'Set SECRET_KEY to 32 or more random characters (openssl rand -base64 32), the same for all processes, and keep it.';
  return isOpen(environment) ? problem(about, says, todo) : note(about, says, todo);
}

/** @param logins of demo agents with the password that everybody knows */
export function demoFinding(logins: readonly string[], environment: Environment): Finding {
  const about = 'Demo passwords';
  if (logins.length === 0) return fine(about, 'nobody has one');
  const says = `${logins.join(', ')} can still be signed in to with the demo’s password.`;
  const todo = 'Give these agents other passwords, or lock them out, in the console’s settings.';
  return isOpen(environment) ? problem(about, says, todo) : note(about, says, todo);
}

const gigabyte = 1024 ** 3;

/** @param freeBytes where the folder lies */
export function diskFinding(folder: string, freeBytes: number): Finding {
  const about = 'Disk';
  const gigabytes = (freeBytes / gigabyte).toFixed(1);
  if (freeBytes >= 2 * gigabyte) return fine(about, `${gigabytes} GB free for ${folder}`);
  return problem(
    about,
    `Only ${gigabytes} GB are free for ${folder}: when it is full, no message is taken.`,
    'Make room there, or put the folder on a larger disk.',
  );
}
