import type { ServerResponse } from 'node:http';
import { html } from './html.ts';
import { type Page, renderPage } from './layout.ts';

/** What a page of the documentation may load: its own styles, and nothing else. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What those are told who may not explore the API. */
export function lockedPage(path: string, title = 'Reference'): Page {
  const main = html`<h1>${title}</h1>
    <p>
      This is for those who may explore the API: sign in to the console as an agent whose role has the
      permission
      <code>EXPLORE_API</code>, and come back to this page. The <a href="/docs">guides</a> are open to
      everybody.
    </p>
    <p><a href="/sign-in">Sign in</a></p>`;
  return { title, path, status: 403, main };
}

/** Answers who opens GraphiQL and may not. */
export function refuseGraphiql(response: ServerResponse): void {
  response
    .writeHead(403, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy })
    .end(renderPage(lockedPage('/graphql', 'API'), false));
}
