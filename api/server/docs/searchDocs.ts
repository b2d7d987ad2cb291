import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { referenceAddress } from './addresses.ts';
import { guides, sectionsOf } from './guides.ts';
import { rootKinds, types } from './schemaParts.ts';

export interface Entry {
  title: string;
  /** What kind of thing it is. */
  kind: string;
  address: string;
  text: string;
  isGuide?: boolean;
}

const guideEntries: Entry[] = guides.flatMap((guide) =>
  sectionsOf(guide).map(({ title, slug, text }) => ({
    title,
    kind: slug ? guide.title : 'Guide',
    isGuide: true,
    address: `/docs/${guide.slug}${slug && `#${slug}`}`,
    text: wordsOf(text),
  })),
);

/** A text without its code and its signs. */
function wordsOf(text: string): string {
  const withoutCode = text.replace(/^```[\s\S]*?^```$/gm, ' ');
  const withoutTables = withoutCode.replace(/^\|[-| ]+\|$/gm, '').replace(/[|`*#]|^- /gm, ' ');
  return withoutTables
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

const rootEntries: Entry[] = rootKinds.flatMap(({ keyword, type }) =>
  Object.values(type.getFields()).map((field) => ({
    title: field.name,
    kind: keyword,
    address: `${referenceAddress}/${keyword}/${field.name}`,
    text: field.description ?? '',
  })),
);

const typeEntries: Entry[] = types.flatMap((type) => {
  const address = `${referenceAddress}/${type.name}`;
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  const parts = hasFields ? Object.values(type.getFields()) : isEnumType(type) ? type.getValues() : [];
  return [
    { title: type.name, kind: 'type', address, text: type.description ?? '' },
    ...parts.map(({ name, description }) => ({
      title: `${type.name}.${name}`,
      kind: hasFields ? 'field' : 'value',
      address: `${address}#${name}`,
      text: description ?? '',
    })),
  ];
});

const most = 60;

/** What holds all words of a query, the best first: by name before by text, guides before what is part of a type. */
export function searchDocs(query: string, mayExplore: boolean): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const entries = mayExplore ? [...guideEntries, ...rootEntries, ...typeEntries] : guideEntries;
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** Zero for what does not hold every word. */
function rankOf({ title, text, kind }: Entry, words: readonly string[]): number {
  const [name, all] = [title.toLowerCase(), `${title} ${text}`.toLowerCase()];
  if (!words.every((word) => all.includes(word))) return 0;
  const isPart = kind === 'field' || kind === 'value';
  if (name === words.join(' ')) return 6;
  const inName = words.every((word) => name.includes(word));
  if (inName) return isPart ? 2 : name.startsWith(words[0] ?? '') ? 5 : 4;
  return isPart ? 1 : 3;
}
