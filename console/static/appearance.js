// Runs before the first paint, so that a remembered theme or language never flashes into place.
// The names of the keys are those of themeState and of Paraglide.
try {
  const theme = localStorage.getItem('dukou.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const locale = localStorage.getItem('PARAGLIDE_LOCALE');
  if (locale) document.documentElement.lang = locale;
  // By this name the console is installed.
  if (locale === 'en') document.querySelector('link[rel="manifest"]').href = '/manifest.en.webmanifest';
} catch {
  // Storage may be switched off; the system's theme holds then.
}
