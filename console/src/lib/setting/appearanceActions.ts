import { localeState, type Locale } from './localeState.svelte.ts';
import { themeChoiceOf, type OwnSettingsState } from './ownSettingsState.svelte.ts';
import { themeState, type Theme } from './themeState.svelte.ts';

/** Changes the language of the screen at once, and keeps it for who is signed in. */
export function chooseLanguage(locale: Locale, settings?: OwnSettingsState): void {
  localeState.choose(locale);
  void settings?.choose({ language: locale });
}

/** Changes light and dark at once, and keeps it for who is signed in. */
export function chooseTheme(theme: Theme, settings?: OwnSettingsState): void {
  themeState.choose(theme);
  void settings?.choose({ theme: themeChoiceOf[theme] });
}
