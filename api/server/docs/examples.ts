import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withOwnAddress } from './guides.ts';
import { html, type Html } from './html.ts';

const folder = join(import.meta.dirname, '../../../schema/examples');
/** The order in which they are shown. */
const names = [
  'liveSessions',
  'enterSite',
  'talk',
  'visitorProgress',
  'findMessages',
  'organisation',
  'typedError',
  'sessionList',
];

export interface Example {
  /** Of its operation. */
  name: string;
  /** What it shows, in a line. */
  text: string;
  document: string;
}

const examples: readonly Example[] = readdirSync(folder)
  .toSorted((a, b) => names.indexOf(a.split('.')[0] ?? '') - names.indexOf(b.split('.')[0] ?? ''))
  .map((file) => {
    const document = readFileSync(join(folder, file), 'utf8');
    const [, text = ''] = /^# (.+)$/m.exec(document) ?? [];
    const [, name = ''] = /^(?:query|mutation|subscription) (\w+)/m.exec(document) ?? [];
    return { name, text, document };
  });

/** Operations that run as they are on the demo data. @param ownOrigin where the product is reached */
export function examplesAt(ownOrigin: string): Example[] {
  return examples.map((example) => ({ ...example, document: withOwnAddress(example.document, ownOrigin) }));
}

export function examplesPage(ownOrigin: string): Html {
  return html`<h1>Examples</h1>
    <p>They run as they are on the demo data. <a href="/graphql">GraphiQL</a> opens with all of them.</p>
    ${examplesAt(ownOrigin).map(
      ({ name, text, document }) =>
        html`<h2 id="${name}">${name} <a class="anchor" href="#${name}" aria-label="Link">#</a></h2>
          <p>${text}</p>
          <pre><code>${document.replace(/^#.*\n/, '')}</code></pre>
          <p>
            <a href="/graphql?${new URLSearchParams({ query: document }).toString()}">Open in GraphiQL</a>
          </p>`,
    )}`;
}
