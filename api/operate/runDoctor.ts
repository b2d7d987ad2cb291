import type { Environment } from '../core/environment.ts';
import { examine } from './doctor/examine.ts';
import { exitCodeOf, reportOf } from './doctor/findingRules.ts';

const usage = 'npm run doctor [-- https://the.address.of.the.product]';

/** `npm run doctor`: says what is well, what is not, and what to do about it. */
export async function runDoctor(
  environment: Environment,
  words: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const [url = ownUrl(environment), ...more] = words;
  if (!URL.canParse(url) || !/^https?:/.test(url) || more.length > 0) {
    say(usage);
    return 1;
  }
  say('Dukou 渡口: how it is');
  say('');
  const findings = await examine(environment, url.replace(/\/+$/, ''));
  for (const line of reportOf(findings)) say(line);
  return exitCodeOf(findings);
}

/** Where a server with these settings is reached from this machine. */
function ownUrl({ host, port }: Environment): string {
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
