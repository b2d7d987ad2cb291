import {
  type GraphQLArgument,
  type GraphQLInputField,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { addressOfName, addressOfType } from './addresses.ts';
import { html, type Html } from './html.ts';
import { renderLine } from './markdown.ts';
import { audienceOf, type Field } from './schemaParts.ts';

/** A description, on one line. */
export const described = (text: string | null | undefined): Html => renderLine(text ?? '');

/** A type as it is written, its name leading to its page. */
export function typeLink(type: { toString(): string }): Html {
  const [, before = '', name = '', after = ''] = /^(\[*)(\w+)([\]!]*)$/.exec(String(type)) ?? [];
  const address = addressOfType(name);
  return html`<code class="type"
    >${before}${address ? html`<a href="${address}">${name}</a>` : name}${after}</code
  >`;
}

/** Who may ask for a field, in a sentence; nothing where that is not restricted. */
export function audienceLine(field: Field, whenOpen = ''): Html {
  const audience = audienceOf(field);
  if (!audience) return html`${whenOpen}`;
  const { who, permissions } = audience;
  const isSaid = !whenOpen && field.description?.includes(`For ${who}`);
  if (permissions.length === 0) return html`${!isSaid && `For ${who}.`}`;
  return html`For ${who} with
  ${permissions.map((one, i) => html`${i > 0 ? ' or ' : ''}<a href="${addressOfName(`Permission.${one}`)}"><code>${one}</code></a>`)}.`;
}

/** Since when something is not to be used any more, and what instead. */
export const deprecation = ({ deprecationReason }: { deprecationReason?: string | null }): Html =>
  deprecationReason ? html`<p class="deprecated">Deprecated. ${described(deprecationReason)}</p>` : html``;

const isRequired = (field: GraphQLArgument | GraphQLInputField): boolean =>
  isRequiredArgument(field as GraphQLArgument) || isRequiredInputField(field as GraphQLInputField);

/** Arguments or an input's fields, each with whether it must be given. */
export function inputs(fields: readonly (GraphQLArgument | GraphQLInputField)[]): Html {
  return html`<dl>
    ${fields.map(
      (field) =>
        html`<dt id="${field.name}">
            <a class="name" href="#${field.name}">${field.name}</a> ${typeLink(field.type)}
            ${isRequired(field) ? html`<span class="needed">required</span>` : ''}
          </dt>
          <dd>${described(field.description)}${deprecation(field)}</dd>`,
    )}
  </dl>`;
}
