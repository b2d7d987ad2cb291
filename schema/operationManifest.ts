import { createHash } from 'node:crypto';
import { formatDocument, stringifyDocument } from '@urql/core';
import { Kind, print, visit, type DocumentNode, type FragmentDefinitionNode } from 'graphql';

interface Config {
  /** Ask for `__typename` everywhere: a client tells the types of a union apart by it. */
  withTypenames?: boolean;
  /** The module with a client's own type `Operation`, of which each becomes one: its name and id, without its text. */
  operationModule?: string;
}

/** Hexadecimal digits of a text's SHA-256 that make its id: 64 bits tell the texts of all our builds apart. */
const idLength = 16;

/**
 * A plugin of the code generator: every operation of a client under an id made of its text. As JSON for the server, which
 * knows the texts by it, and for a client that fetches them when they are asked for; as TypeScript for the client, which
 * sends the id instead of the text.
 */
export function plugin(
  _schema: unknown,
  files: readonly { document?: DocumentNode }[],
  { withTypenames = false, operationModule }: Config,
  { outputFile = '' }: { outputFile?: string } = {},
): string | { prepend: string[]; content: string } {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one] as const),
  );
  const operations = definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const document: DocumentNode = {
        kind: Kind.DOCUMENT,
        definitions: [operation, ...fragmentsUsedIn(operation, fragments)],
      };
      const text = withTypenames ? stringifyDocument(formatDocument(document)) : print(document);
      return {
        name: operation.name?.value ?? '',
        kind: operation.operation,
        text,
        id: createHash('sha256').update(text).digest('hex').slice(0, idLength),
      };
    });
  if (outputFile.endsWith('.json'))
    return JSON.stringify(Object.fromEntries(operations.map(({ id, text }) => [id, text])), null, 1);
  return {
    prepend: [`import type { Operation } from '${operationModule}';`],
    content: operations.map(reference).join('\n'),
  };
}

function reference({ name, kind, id }: { name: string; kind: string; id: string }): string {
  const types = `${name}${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  const value = JSON.stringify({ name, id });
  return `export const ${name}Document: Operation<${types}, ${types}Variables> = ${value};`;
}

function fragmentsUsedIn(
  operation: DocumentNode['definitions'][number],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const used = new Set<FragmentDefinitionNode>();
  const follow = (node: DocumentNode['definitions'][number]) =>
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment || used.has(fragment)) return;
        used.add(fragment);
        follow(fragment);
      },
    });
  follow(operation);
  return [...used];
}
