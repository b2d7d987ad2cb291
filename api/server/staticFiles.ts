import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Core } from '../core/core.ts';
import { noteSighting } from '../site/noteSighting.ts';
import { isOriginAllowed, originOf } from '../site/siteRules.ts';
import { connectionOf } from './connection.ts';
import { inlineScriptsOf } from './securityHeaders.ts';
import { notFound, serveFolder, type Serve } from './serveFolder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const consoleFolder = path.join(root, 'console/build');
const widgetFolder = path.join(root, 'widget/build');

/** What the page in the widget's frame may load: its own files, and nothing else from anywhere. */
const framePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'";

/** What the demo page may load, which plays a page of somebody else's. */
const demoPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * What the console may load: what is ours, and of scripts within its page only the one with which the build starts it.
 * Styles may stand within: the emoji panel brings its own. Nobody may show it in a frame and have an agent click what
 * they cannot see.
 */
function consolePolicy(): string {
  const page = path.join(consoleFolder, 'index.html');
  const ownScripts = existsSync(page) ? inlineScriptsOf(readFileSync(page, 'utf8')) : '';
  return `default-src 'none'; script-src 'self' ${ownScripts}; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; frame-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
}

/** Serves, to GET and HEAD, the console at `/`, the widget under `/widget`, its loader at `/widget.js` (with types beside it) and the demo page at `/demo`. */
export function createStaticFiles(core: Core): Serve {
  const consoleFiles = serveFolder(consoleFolder, { single: 'index.html' });
  const widgetFiles = serveFolder(widgetFolder);
  const policyOfConsole = consolePolicy();

  return (request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (!url) return notFound(response);
    if (url.pathname === '/widget/frame') {
      void serveFrame(core, url.searchParams, request, response, widgetFiles);
    } else if (url.pathname === '/widget/preview') {
      response.setHeader('content-security-policy', `${framePolicy}; frame-ancestors 'self'`);
      widgetFiles(rewritten(request, '/preview'), response);
    } else if (['/widget.js', '/widget.d.ts', '/demo'].includes(url.pathname)) {
      // Pages of every origin load the loader as a script.
      if (url.pathname === '/widget.js') response.setHeader('cross-origin-resource-policy', 'cross-origin');
      if (url.pathname === '/demo') response.setHeader('content-security-policy', demoPolicy);
      widgetFiles(request, response);
    } else if (url.pathname.startsWith('/widget/')) {
      widgetFiles(rewritten(request, url.pathname.slice('/widget'.length)), response);
    } else {
      response.setHeader('content-security-policy', policyOfConsole);
      consoleFiles(request, response);
    }
  };
}

/** The page in the widget's frame: only pages of the site's origins, and our own, may show it. */
async function serveFrame(
  core: Core,
  asked: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
  files: Serve,
): Promise<void> {
  try {
    const site = await core.database.prisma.site.findUnique({
      where: { key: (asked.get('site') ?? '').slice(0, 64).replaceAll('\0', ''), deletedAt: null },
      select: { id: true, allowedOrigins: true },
    });
    if (site) noteIfRefused(core, site, asked.get('loader') ?? '', request);
    const ancestors = ["'self'", ...(site?.allowedOrigins ?? [])].join(' ');
    response.setHeader('content-security-policy', `${framePolicy}; frame-ancestors ${ancestors}`);
    files(rewritten(request, '/frame'), response);
  } catch (error) {
    core.log.error({ err: error }, 'the widget’s frame failed unexpectedly');
    response.writeHead(503).end();
  }
}

/** A browser does not show the frame on a page that the site does not allow, so that here alone it is heard of. */
function noteIfRefused(
  core: Core,
  site: { id: string; allowedOrigins: string[] },
  loaderVersion: string,
  request: IncomingMessage,
): void {
  const { address, ownOrigin } = connectionOf(request, core.environment.trustProxy);
  const pageUrl = request.headers.referer ?? '';
  const isShown = isOriginAllowed(originOf(pageUrl) ?? '', site.allowedOrigins, ownOrigin);
  // Opened by itself it stands on no page.
  if (isShown || request.headers['sec-fetch-dest'] === 'document') return;
  noteSighting(core, { siteId: site.id, pageUrl, loaderVersion, isShown, address }).catch((error: unknown) =>
    core.log.warn({ err: error }, 'that the widget was refused could not be noted'),
  );
}

/** The same request for another path. */
function rewritten(request: IncomingMessage, pathname: string): IncomingMessage {
  return Object.assign(Object.create(request) as IncomingMessage, { url: pathname, _parsedUrl: undefined });
}

/** Answers what is neither GET nor HEAD, where nothing else is served. */
export function methodNotAllowed(response: ServerResponse): void {
  response.writeHead(405, { allow: 'GET, HEAD' }).end();
}
