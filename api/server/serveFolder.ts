import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** Files whose names change with their content. */
const isImmutable = (pathname: string) => /\/(_app\/immutable|assets)\//.test(pathname);

/** What is text says in which letters (RFC 2046, 4.1.2), and a type declaration that it is none of a film. */
const textTypes = { '.js': 'text/javascript', '.css': 'text/css', '.ts': 'text/plain', '.txt': 'text/plain' };

/**
 * Serves the files of a folder as they are when it is called, compressed where the build did so; others are not found.
 * @param options.single the page for every path that is no file
 */
export function serveFolder(folder: string, options: { single?: string } = {}): Serve {
  if (!existsSync(folder)) return notBuilt;
  const serve = sirv(folder, {
    ...options,
    etag: true,
    gzip: true,
    brotli: true,
    dotfiles: false,
    setHeaders(response, pathname) {
      const text = Object.entries(textTypes).find(([ending]) => pathname.endsWith(ending))?.[1];
      if (text) response.setHeader('content-type', `${text}; charset=utf-8`);
      response.setHeader(
        'cache-control',
        isImmutable(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  return (request, response) => {
    // A file can be gone since, when a new build takes the place of this one: that ends the answer, and not the process.
    response.once('pipe', (file) => file.once('error', () => response.destroy()));
    serve(request, response, () => notFound(response));
  };
}

export function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found');
}

const notBuilt: Serve = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end('Not built: npm run build');
};
