import { type GraphQLNamedType, getNamedType, isInputObjectType } from 'graphql';
import { addressOfType, referenceAddress } from './addresses.ts';
import { exampleOperation } from './exampleOperation.ts';
import { html, type Html } from './html.ts';
import { audienceLine, deprecation, described, inputs, typeLink } from './referenceParts.ts';
import { answersOf, codeOf, type Field, type RootKind } from './schemaParts.ts';

/** A field of a root: who may, what it takes, what it answers, and an example. */
export function rootFieldPage(kind: RootKind, field: Field): Html {
  const { results, errors } = answersOf(field);
  const { document, variables } = exampleOperation(kind, field);
  const query = new URLSearchParams({ query: document, variables: JSON.stringify(variables, null, 2) });
  return html`<p class="path"><a href="${referenceAddress}#${kind.title.toLowerCase()}">${kind.title}</a></p>
    <h1><code>${field.name}</code></h1>
    <p>${described(field.description)}</p>
    ${deprecation(field)}
    <p class="audience">${audienceLine(field, 'Open to everybody.')}</p>
    ${
      field.args.length > 0 &&
      html`<h2 id="arguments">Arguments</h2>
        ${inputs(field.args)}`
    }
    ${field.args.map((arg) => inlineInput(getNamedType(arg.type)))}
    <h2 id="answer">${kind.keyword === 'subscription' ? 'Events' : 'Answer'}</h2>
    <p>
      ${errors.length > 0 ? results.map((result, i) => html`${i > 0 ? ', ' : ''}${typeLink(result)}`) : typeLink(field.type)}
    </p>
    ${results.map((result) => html`<p>${described(result.description)}</p>`)}
    ${
      errors.length > 0 &&
      html`<h2 id="errors">Errors</h2>
        ${errorList(errors)}`
    }
    <h2 id="example">Example</h2>
    <pre><code>${document}</code></pre>
    ${Object.keys(variables).length > 0 && html`<pre><code>${JSON.stringify(variables, null, 2)}</code></pre>`}
    <p><a href="/graphql?${query.toString()}">Open in GraphiQL</a></p>`;
}

/** The fields of an input stand right where it is needed. */
function inlineInput(type: GraphQLNamedType): Html {
  if (!isInputObjectType(type)) return html``;
  return html`<h3>${typeLink(type)}</h3>
    ${inputs(Object.values(type.getFields()))}`;
}

function errorList(errors: readonly GraphQLNamedType[]): Html {
  return html`<dl>
    ${errors.map(
      (error) =>
        html`<dt>
            <a class="name" href="${addressOfType(error.name)}">${error.name}</a>
            <code>${codeOf(error)}</code>
          </dt>
          <dd>${described(error.description)}</dd>`,
    )}
  </dl>`;
}
