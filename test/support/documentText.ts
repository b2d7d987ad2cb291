import { type DocumentNode, Kind, type SelectionSetNode, print, visit } from 'graphql';

const texts = new WeakMap<DocumentNode, string>();

/** A document as text, asking for `__typename` everywhere that the generated types promise it. */
export function textOf(document: DocumentNode): string {
  let text = texts.get(document);
  if (text === undefined) {
    text = print(visit(document, { SelectionSet: { leave: withTypename } }));
    texts.set(document, text);
  }
  return text;
}

function withTypename(
  node: SelectionSetNode,
  _key: string | number | undefined,
  parent: unknown,
): SelectionSetNode | undefined {
  // At the root there is one type only, and a subscription's root may hold one field only.
  const isRoot = (parent as { kind?: string } | undefined)?.kind === Kind.OPERATION_DEFINITION;
  const isNamed = node.selections.some((one) => one.kind === Kind.FIELD && one.name.value === '__typename');
  if (isRoot || isNamed) return undefined;
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  return { ...node, selections: [typename, ...node.selections] };
}
