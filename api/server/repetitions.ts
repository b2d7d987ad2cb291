import { Kind, visit, type DocumentNode, type SelectionSetNode } from 'graphql';

/** How often an operation says the same in other words, which costs more than its fields. */
export interface Repetitions {
  /** Fields that are given another name. */
  aliases: number;
  /** Fields that stand more than once in one selection, with nothing new: validation compares each pair of them. */
  repeats: number;
}

const known = new WeakMap<DocumentNode, Repetitions>();

/** Counts them in all of a document; texts that are asked again are looked at once. */
export function repetitionsIn(document: DocumentNode): Repetitions {
  let counted = known.get(document);
  if (!counted) known.set(document, (counted = count(document)));
  return counted;
}

function count(document: DocumentNode): Repetitions {
  let [aliases, repeats] = [0, 0];
  visit(document, {
    Field: ({ alias }) => void (aliases += alias ? 1 : 0),
    SelectionSet: (selectionSet) => void (repeats += repeatsWithin(selectionSet)),
  });
  return { aliases, repeats };
}

function repeatsWithin({ selections }: SelectionSetNode): number {
  const names = selections.map((one) => {
    if (one.kind === Kind.FIELD) return (one.alias ?? one.name).value;
    return one.kind === Kind.FRAGMENT_SPREAD
      ? `...${one.name.value}`
      : `... on ${one.typeCondition?.name.value}`;
  });
  return names.length - new Set(names).size;
}
