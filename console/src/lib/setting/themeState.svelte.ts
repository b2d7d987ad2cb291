import { m } from '#lib/paraglide/messages.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeLabels: Record<Theme, () => string> = {
  system: m.theme_system,
  light: m.theme_light,
  dark: m.theme_dark,
};

/** The name is also read by static/appearance.js, before anything is painted. */
const storageKey = 'dukou.theme';

/** Light, dark, or what the system says; remembered in the browser. */
class ThemeState {
  current = $state<Theme>(remembered());

  choose(theme: Theme): void {
    this.current = theme;
    if (theme === 'system') {
      delete document.documentElement.dataset.theme;
      forget();
    } else {
      document.documentElement.dataset.theme = theme;
      remember(theme);
    }
  }
}

export const themeState = new ThemeState();

function remembered(): Theme {
  try {
    const theme = localStorage.getItem(storageKey);
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
}

function forget(): void {
  try {
    localStorage.removeItem(storageKey);
  } catch {
    // As above.
  }
}
