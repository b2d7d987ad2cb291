import { referenceAddress } from './addresses.ts';
import { html, type Html } from './html.ts';
import { audienceLine, described } from './referenceParts.ts';
import { rootKinds, typeKinds, types } from './schemaParts.ts';

/** Everything there is, by kind, with the first words about it. */
export function overviewPage(): Html {
  const entry = (address: string, name: string, text: string | null | undefined, note?: Html) =>
    html`<dt><a class="name" href="${address}">${name}</a> ${note}</dt>
      <dd>${described(text)}</dd>`;
  const sections = [
    ...rootKinds.map(({ keyword, title, type }) => ({
      title,
      entries: Object.values(type.getFields()).map((field) =>
        entry(
          `${referenceAddress}/${keyword}/${field.name}`,
          field.name,
          field.description,
          html`<small>${audienceLine(field, 'Open to everybody.')}</small>`,
        ),
      ),
    })),
    ...typeKinds.map(({ title, isOne }) => ({
      title,
      entries: types
        .filter(isOne)
        .map((type) => entry(`${referenceAddress}/${type.name}`, type.name, type.description)),
    })),
  ];
  const anchor = (title: string) => title.toLowerCase();
  return html`<h1>Reference</h1>
    <p>
      What the API is now, read from its schema.
      ${sections.map(
        ({ title, entries }) =>
          html`<a class="chip" href="#${anchor(title)}">${title} <small>${entries.length}</small></a> `,
      )}
    </p>
    ${sections.map(
      ({ title, entries }) =>
        html`<h2 id="${anchor(title)}">${title}</h2>
          <dl class="list">${entries}</dl>`,
    )}`;
}
