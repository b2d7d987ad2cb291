import { createHash } from 'node:crypto';
import { formatDocument, stringifyDocument } from '@urql/core';
import { Kind, print, visit, type DocumentNode, type FragmentDefinitionNode } from 'graphql';

interface Config {
  /** Ask for `__typename` everywhere, as urql's clients do. */
  withTypenames?: boolean;
  /** The module with a client's own type `Operation`, of which each becomes one: its name and hash, without its text. */
  operationModule?: string;
}

/**
 * A plugin of the code generator: every operation of a client under the SHA-256 of its text. As JSON for the server, which
 * knows the texts by it, and for a client that keeps them apart; as TypeScript for the client, which sends the hash instead
 * of the text.
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
        hash: createHash('sha256').update(text).digest('hex'),
      };
    });
  if (outputFile.endsWith('.json'))
    return JSON.stringify(Object.fromEntries(operations.map(({ hash, text }) => [hash, text])), null, 1);
  if (operationModule)
    return {
      prepend: [`import type { Operation } from '${operationModule}';`],
      content: operations.map(reference).join('\n'),
    };
  const hashes = Object.fromEntries(operations.map(({ name, hash }) => [name, hash]));
  return `/** The SHA-256 under which the server knows each operation, by the operation's name. */\nexport const operationHashes: Readonly<Record<string, string>> = ${JSON.stringify(hashes, null, 2)};\n`;
}

function reference({ name, kind, hash }: { name: string; kind: string; hash: string }): string {
  const types = `${name}${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  const value = JSON.stringify({ name, hash });
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
