import MarkdownIt from 'markdown-it';
import { Html } from './html.ts';
import { addressOfName } from './addresses.ts';

const markdown = new MarkdownIt({ html: false, typographer: false });

const { rules } = markdown.renderer;
const renderToken: NonNullable<typeof rules.heading_open> = (tokens, i, options, _env, self) =>
  self.renderToken(tokens, i, options);

/** What a heading's place on its page is called. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

rules.heading_open = (tokens, i, options, env, self) => {
  tokens[i]?.attrSet('id', slugOf(tokens[i + 1]?.content ?? ''));
  return renderToken(tokens, i, options, env, self);
};
rules.heading_close = (tokens, i, options, env, self) => {
  const slug = slugOf(tokens[i - 1]?.content ?? '');
  const link = tokens[i]?.tag === 'h1' ? '' : ` <a class="anchor" href="#${slug}" aria-label="Link">#</a>`;
  return link + renderToken(tokens, i, options, env, self);
};
// A wide table scrolls within itself.
rules.table_open = () => '<div class="scroll"><table>\n';
rules.table_close = () => '</table></div>\n';

const plainCode = rules.code_inline;
/** Names of the schema lead to where they are explained. */
rules.code_inline = (tokens, i, options, env, self) => {
  const code = plainCode?.(tokens, i, options, env, self) ?? '';
  const address = addressOfName(tokens[i]?.content ?? '');
  const isInLink = tokens.slice(0, i).findLast(({ type }) => type.startsWith('link_'))?.type === 'link_open';
  return address && !isInLink ? `<a href="${address}">${code}</a>` : code;
};

/** A whole text; `html` in it is shown as text. */
export function renderMarkdown(text: string): Html {
  return new Html(markdown.render(text));
}

/** A text of one line, as descriptions are. */
export function renderLine(text: string): Html {
  return new Html(markdown.renderInline(text));
}
