import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Core } from '../core/core.ts';
import { noteSighting } from '../site/noteSighting.ts';
import { isOriginAllowed, originOf } from '../site/siteRules.ts';
import { connectionOf } from './connection.ts';
import { serveFolder, type Serve } from './serveFolder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const consoleFolder = path.join(root, 'console/build');
const widgetFolder = path.join(root, 'widget/build');

/** What the page in the widget's frame may load: its own files, and nothing else from anywhere. */
const framePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'";

/** Serves, to GET and HEAD, the console at `/`, the widget under `/widget`, its loader at `/widget.js` (with types beside it) and the demo page at `/demo`. */
export function createStaticFiles(core: Core): Serve {
  const consoleFiles = serveFolder(consoleFolder, { single: 'index.html' });
  const widgetFiles = serveFolder(widgetFolder);

  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/widget/frame') {
      void serveFrame(core, url.searchParams, request, response, widgetFiles);
    } else if (url.pathname === '/widget/preview') {
      response.setHeader('content-security-policy', `${framePolicy}; frame-ancestors 'self'`);
      widgetFiles(rewritten(request, '/preview'), response);
    } else if (['/widget.js', '/widget.d.ts', '/demo'].includes(url.pathname)) {
      // Pages of every origin load the loader as a script.
      if (url.pathname === '/widget.js') response.setHeader('cross-origin-resource-policy', 'cross-origin');
      widgetFiles(request, response);
    } else if (url.pathname.startsWith('/widget/')) {
      widgetFiles(rewritten(request, url.pathname.slice('/widget'.length)), response);
    } else {
      // Nobody may show the console in a frame and have an agent click what they cannot see.
      response.setHeader('content-security-policy', "frame-ancestors 'none'");
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
