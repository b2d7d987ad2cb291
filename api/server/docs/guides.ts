import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Html } from './html.ts';
import { renderMarkdown, slugOf } from './markdown.ts';

const folder = join(import.meta.dirname, '../../../schema');
/** Stands in the guides for wherever the product is served. */
const exampleHost = /(https?|wss?):\/\/dukou\.example/g;

/** The guides in the order in which somebody reads them who begins; their names are their addresses. */
const files: readonly [slug: string, file: string][] = [
  ['first-steps', 'guides/firstSteps.md'],
  ['tokens', 'guides/tokens.md'],
  ['errors-and-limits', 'guides/errorsAndLimits.md'],
  ['paging', 'guides/paging.md'],
  ['subscriptions', 'guides/subscriptions.md'],
  ['resuming', 'guides/resuming.md'],
  ['webhooks', 'guides/webhooks.md'],
  ['embedding', 'guides/embedding.md'],
  ['changes', 'changes.md'],
];

export interface Guide {
  slug: string;
  title: string;
  /** As Markdown. */
  text: string;
}

export const guides: readonly Guide[] = files.map(([slug, file]) => {
  const text = readFileSync(join(folder, file), 'utf8');
  return { slug, title: /^# (.+)$/m.exec(text)?.[1] ?? slug, text };
});

/** A text whose example addresses are those under which the reader has the product. */
export function withOwnAddress(text: string, ownOrigin: string): string {
  const address = URL.parse(ownOrigin);
  if (!address) return text;
  return text.replace(exampleHost, (_match, scheme: string) => {
    const protocol = scheme.startsWith('ws') ? address.protocol.replace('http', 'ws') : address.protocol;
    return `${protocol}//${address.host}`;
  });
}

export function renderGuide({ text }: Guide, ownOrigin: string): Html {
  return renderMarkdown(withOwnAddress(text, ownOrigin));
}

export interface Section {
  title: string;
  /** Of its place on the guide's page; empty for the beginning. */
  slug: string;
  text: string;
}

/** The parts of a guide between its headings. */
export function sectionsOf({ text, title }: Guide): Section[] {
  const [start = '', ...rest] = text.split(/^## /m);
  return [
    { title, slug: '', text: start.replace(/^# .+$/m, '') },
    ...rest.map((part) => {
      const heading = part.split('\n', 1)[0] ?? '';
      return { title: heading, slug: slugOf(heading), text: part.slice(heading.length) };
    }),
  ];
}

/** The first sentences of a guide, for those who look for one. */
export function summaryOf(guide: Guide): string {
  return sectionsOf(guide)[0]?.text.trim().split('\n\n')[0] ?? '';
}
