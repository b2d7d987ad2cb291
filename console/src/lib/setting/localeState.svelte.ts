import { m } from '#lib/paraglide/messages.js';
import { getLocale, locales, overwriteGetLocale, setLocale, type Locale } from '#lib/paraglide/runtime.js';

export { locales, type Locale };

/** Each language by its own name, as its file says it, so that it is found by who cannot read the current one. */
export const localeNames = Object.fromEntries(
  locales.map((locale) => [locale, String(m.language_own_name({}, { locale }))]),
) as Record<Locale, string>;

/** The language of the screen: the remembered one, else the browser's, else Chinese. Changing it needs no reload. */
class LocaleState {
  current = $state<Locale>(getLocale());

  constructor() {
    // Every text asks for the locale while it is rendered, and is rendered again when it changes.
    overwriteGetLocale(() => this.current);
    document.documentElement.lang = this.current;
  }

  choose(locale: Locale): void {
    void setLocale(locale, { reload: false });
    this.current = locale;
    document.documentElement.lang = locale;
  }
}

export const localeState = new LocaleState();
