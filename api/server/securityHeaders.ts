import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connectionOf, isSecure } from './connection.ts';

/** A year, as browsers want it before they remember for good that there is TLS. */
const tlsSeconds = 31_536_000;

/** What no page of ours asks a browser for. */
const unusedFeatures = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

const headersOfAll: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
};

/**
 * What every answer says to browsers: that it is what it is said to be, that nobody else's page may hold or show it, and
 * that it loads and does nothing. Pages that do more replace the policy by their own.
 */
export function setSecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  trustProxy: boolean,
): void {
  for (const [name, value] of Object.entries(headersOfAll)) response.setHeader(name, value);
  if (isSecure(connectionOf(request, trustProxy)))
    response.setHeader('strict-transport-security', `max-age=${tlsSeconds}`);
}

/** How a policy names the scripts that stand within a page: whatever else stands there is not run. */
export function inlineScriptsOf(page: string): string {
  const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => script);
  return scripts
    .map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    .join(' ');
}
