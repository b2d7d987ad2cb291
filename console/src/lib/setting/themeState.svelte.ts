import { m } from '#lib/paraglide/messages.js';
import { remember, remembered } from '#lib/ui/browserMemory.ts';

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
  current = $state<Theme>(rememberedTheme());

  choose(theme: Theme): void {
    this.current = theme;
    if (theme === 'system') {
      delete document.documentElement.dataset.theme;
      remember(storageKey, null);
    } else {
      document.documentElement.dataset.theme = theme;
      remember(storageKey, theme);
    }
  }
}

export const themeState = new ThemeState();

function rememberedTheme(): Theme {
  const theme = remembered(storageKey);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
