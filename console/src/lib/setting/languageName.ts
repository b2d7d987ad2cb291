import { localeState } from './localeState.svelte.ts';

/** A language tag in words (zh-CN: 中文（中国）); the tag itself where it is none. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(localeState.current, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
