import type zh from './zh.ts';

/** Every text of the widget. A further language is one more file beside zh.ts, named by its code. */
export type Texts = typeof zh;

const languages = import.meta.glob<Texts>('./??.ts', { import: 'default' });
const fallback = 'en';

/** The texts of the language in use; there before anything is shown. */
export let texts: Texts;
/** The browser's tag for it, for dates and for the document. */
export let language = fallback;

/** Fetches the texts for the first of the wanted languages that there is. */
export async function loadTexts(wanted: readonly string[]): Promise<void> {
  const tag = wanted.find((one) => languages[pathOf(one)]) ?? fallback;
  const load = languages[pathOf(tag)];
  if (!load) throw new Error(tag);
  texts = await load();
  language = tag;
}

function pathOf(tag: string): string {
  return `./${tag.slice(0, 2).toLowerCase()}.ts`;
}
