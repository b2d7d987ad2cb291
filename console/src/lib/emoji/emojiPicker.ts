import type { I18n } from 'emoji-picker-element/shared';
import type { Locale } from '#lib/setting/localeState.svelte.ts';

/** The words of the picker, and the names by which emoji are found, of a language; English where there is none. */
const languages: Partial<
  Record<Locale, { words: () => Promise<{ default: I18n }>; names: () => Promise<{ default: string }> }>
> = {
  'zh-CN': {
    words: () => import('emoji-picker-element/i18n/zh_CN.js'),
    names: () => import('emoji-picker-element-data/zh/emojibase/data.json?url'),
  },
  en: {
    words: () => import('emoji-picker-element/i18n/en.js'),
    names: () => import('emoji-picker-element-data/en/emojibase/data.json?url'),
  },
};

/** Begins to search: the picker draws itself a moment after it is there, and has no word for this. */
export async function focusSearch(picker: HTMLElement): Promise<void> {
  for (let frames = 0; frames < 60; frames++) {
    const search = picker.shadowRoot?.querySelector('input');
    if (search) return search.focus();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Makes a picker, which comes with its data only now. @throws Error when the line is gone */
export async function createEmojiPicker(locale: Locale): Promise<HTMLElement> {
  const { words, names } = languages[locale] ?? languages.en ?? {};
  if (!words || !names) throw new Error(locale);
  const [{ Picker }, { default: i18n }, { default: dataSource }] = await Promise.all([
    import('emoji-picker-element'),
    words(),
    names(),
  ]);
  return new Picker({ locale: locale.slice(0, 2), dataSource, i18n });
}
