import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { schema } from '../../../schema/index.ts';
import { hasPermission } from '../../core/actor.ts';
import type { Core } from '../../core/core.ts';
import { connectionOf, isSecure } from '../connection.ts';
import { actorBehind } from '../credentials.ts';
import { examplesPage } from './examples.ts';
import { guides, renderGuide, summaryOf } from './guides.ts';
import { html, type Html } from './html.ts';
import { type Page, renderPage } from './layout.ts';
import { lockedPage, pagePolicy } from './lockedPage.ts';
import { renderLine } from './markdown.ts';
import { overviewPage } from './overviewPage.ts';
import { rootFieldPage } from './rootFieldPage.ts';
import { rootKinds, types } from './schemaParts.ts';
import { searchDocs } from './searchDocs.ts';
import { typePage } from './typePage.ts';

const styles = new Map(
  ['frame.css', 'text.css'].map((name) => [`/docs/${name}`, readFileSync(join(import.meta.dirname, name))]),
);
/**
 * Answers under `/docs`: the guides to everybody, and what follows from the schema to those only who may explore the API.
 * The pages need no script.
 */
export async function serveDocs(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (!url || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  response.setHeader('content-security-policy', pagePolicy);
  const send = (status: number, type: string, body: string | Buffer) => {
    response
      .writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'private, no-cache',
        vary: 'cookie',
      })
      .end(request.method === 'HEAD' ? undefined : body);
  };
  const style = styles.get(url.pathname);
  if (style) return send(200, 'text/css', style);
  const { authorization, cookie } = request.headers;
  const connection = connectionOf(request, core.environment.trustProxy);
  const actor = await actorBehind(core, { authorization, cookie, isSecure: isSecure(connection) });
  const mayExplore = hasPermission(actor, 'EXPLORE_API');
  if (url.pathname === '/docs/schema.graphql' && mayExplore)
    return send(200, 'text/plain', printSchema(schema));
  const page = pageOf(url, mayExplore, connection.ownOrigin);
  send(page.status ?? 200, 'text/html', renderPage(page, mayExplore));
}

function pageOf(url: URL, mayExplore: boolean, ownOrigin: string): Page {
  const path = url.pathname.replace(/(?<=.)\/$/, '');
  const [, , first = '', second = '', third = ''] = path.split('/');
  if (first === '') return { title: 'Documentation', path, main: startPage() };
  if (first === 'search') return searchPage(path, url.searchParams.get('q')?.slice(0, 100) ?? '', mayExplore);
  const guide = second ? undefined : guides.find(({ slug }) => slug === first);
  if (guide) return { title: guide.title, path, main: renderGuide(guide, ownOrigin) };
  const isPrivate = first === 'reference' || first === 'schema.graphql';
  if (isPrivate && !mayExplore) return lockedPage(path);
  if (first === 'reference') {
    const main = referencePage(second, third, ownOrigin);
    if (main) return { title: third || second || 'Reference', path, main };
  }
  const main = html`<h1>Not found</h1>
    <p>There is no such page. <a href="/docs">All guides</a></p>`;
  return { title: 'Not found', path, status: 404, main };
}

function referencePage(second: string, third: string, ownOrigin: string): Html | undefined {
  if (!second) return overviewPage();
  if (second === 'examples') return third ? undefined : examplesPage(ownOrigin);
  const kind = rootKinds.find(({ keyword }) => keyword === second);
  const field = kind?.type.getFields()[third];
  if (kind) return field && rootFieldPage(kind, field);
  const type = third ? undefined : types.find(({ name }) => name === second);
  return type && typePage(type);
}

function startPage(): Html {
  return html`<h1>Dukou API</h1>
    <p>
      One typed GraphQL API over HTTP, server-sent events and WebSocket, by which everything is done that the
      console and the widget do.
    </p>
    <dl class="list">
      ${guides.map(
        (guide) =>
          html`<dt><a class="title" href="/docs/${guide.slug}">${guide.title}</a></dt>
            <dd>${renderLine(summaryOf(guide))}</dd>`,
      )}
      <dt><a class="title" href="/docs/reference">Reference</a></dt>
      <dd>Every query, mutation, subscription, type and error, for those who may explore the API.</dd>
    </dl>`;
}

function searchPage(path: string, query: string, mayExplore: boolean): Page {
  const found = searchDocs(query, mayExplore);
  const main = html`<h1>Search</h1>
    ${!mayExplore && html`<p>Only the guides were searched: the reference is for those who may explore the API.</p>`}
    ${found.length === 0 && html`<p>Nothing holds all words of “${query}”.</p>`}
    <dl class="list">
      ${found.map(
        ({ title, kind, address, text, isGuide }) =>
          html`<dt>
              <a class="${isGuide ? 'title' : 'name'}" href="${address}">${title}</a> <small>${kind}</small>
            </dt>
            <dd>${text.slice(0, 240)}${text.length > 240 && '…'}</dd>`,
      )}
    </dl>`;
  return { title: 'Search', path, main, query };
}
