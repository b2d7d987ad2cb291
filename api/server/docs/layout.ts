import { guides } from './guides.ts';
import { html, type Html } from './html.ts';

export interface Page {
  title: string;
  /** The page's own address, to mark where the reader is. */
  path: string;
  main: Html;
  status?: number;
  /** What was searched for. */
  query?: string;
}

const referenceLinks: readonly [path: string, title: string][] = [
  ['/docs/reference', 'Overview'],
  ['/docs/reference/examples', 'Examples'],
];

/** A whole page: the bar with the search, the list of guides, and what it is about. */
export function renderPage({ title, path, main, query = '' }: Page, mayExplore: boolean): string {
  const link = ([address, text]: readonly [string, string]) =>
    html`<li><a href="${address}" ${address === path ? html`aria-current="page"` : ''}>${text}</a></li>`;
  const more = mayExplore
    ? html`<li><a href="/graphql">GraphiQL</a></li>
        <li><a href="/docs/schema.graphql">schema.graphql</a></li>`
    : '';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Dukou API</title>
        <link rel="stylesheet" href="/docs/frame.css" />
        <link rel="stylesheet" href="/docs/text.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the text</a>
        <header>
          <a class="brand" href="/docs"><span lang="zh-CN">渡口</span> Dukou API</a>
          <form action="/docs/search" role="search">
            <input
              type="search"
              name="q"
              value="${query}"
              placeholder="Search guides and reference"
              aria-label="Search guides and reference"
              maxlength="100"
              required
            />
          </form>
          <a class="console" href="/">Console</a>
        </header>
        <div class="columns">
          <nav aria-label="Documentation">
            <details>
              <summary>Contents</summary>
              <h2>Guides</h2>
              <ul>
                ${guides.map((guide) => link([`/docs/${guide.slug}`, guide.title]))}
              </ul>
              <h2>Reference</h2>
              <ul>
                ${referenceLinks.map(link)}${more}
              </ul>
            </details>
          </nav>
          <main id="main" tabindex="-1">${main}</main>
        </div>
      </body>
    </html> `.text;
}
