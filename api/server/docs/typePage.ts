import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { addressOfName, referenceAddress } from './addresses.ts';
import { html, type Html } from './html.ts';
import { audienceLine, deprecation, described, inputs, typeLink } from './referenceParts.ts';
import { codeOf, isErrorType, typeKinds, usesOf } from './schemaParts.ts';

/** A type: its fields, values or members, and where it is met. */
export function typePage(type: GraphQLNamedType): Html {
  const kind = typeKinds.find(({ isOne }) => isOne(type))?.title ?? 'Unions';
  const uses = usesOf(type.name);
  return html`<p class="path"><a href="${referenceAddress}#${kind.toLowerCase()}">${kind}</a></p>
    <h1><code>${type.name}</code></h1>
    <p>${described(type.description)}</p>
    ${isErrorType(type) && html`<p>Its <code>code</code> is <code>${codeOf(type)}</code>.</p>`}
    ${contents(type)}
    ${
      uses.length > 0 &&
      html`<h2 id="uses">Where it is met</h2>
        <p class="uses">
          ${uses.map((use) => html`<a href="${addressOfName(use)}"><code>${use}</code></a> `)}
        </p>`
    }`;
}

function contents(type: GraphQLNamedType): Html {
  if (isEnumType(type)) {
    return html`<h2 id="values">Values</h2>
      <dl>
        ${type.getValues().map(
          (value) =>
            html`<dt id="${value.name}"><a class="name" href="#${value.name}">${value.name}</a></dt>
              <dd>${described(value.description)}${deprecation(value)}</dd>`,
        )}
      </dl>`;
  }
  if (isInputObjectType(type))
    return html`<h2 id="fields">Fields</h2>
      ${inputs(Object.values(type.getFields()))}`;
  if (isUnionType(type)) {
    return html`<h2 id="members">One of</h2>
      <dl>
        ${type.getTypes().map(
          (member) =>
            html`<dt>${typeLink(member)}</dt>
              <dd>${described(member.description)}</dd>`,
        )}
      </dl>`;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return html``;
  return html`<h2 id="fields">Fields</h2>
    <dl>
      ${Object.values(type.getFields()).map(
        (field) =>
          html`<dt id="${field.name}">
              <a class="name" href="#${field.name}">${field.name}</a> ${typeLink(field.type)}
            </dt>
            <dd>
              ${described(field.description)} ${audienceLine(field)}${deprecation(field)}
              ${
                field.args.length > 0 &&
                html`<div class="arguments">
                  ${field.args.map(
                    (arg) =>
                      html`<div>
                        <code>${arg.name}</code> ${typeLink(arg.type)} ${described(arg.description)}
                      </div>`,
                  )}
                </div>`
              }
            </dd>`,
      )}
    </dl>`;
}
