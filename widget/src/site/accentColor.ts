type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const fallback: Rgb = [14, 116, 144];
/** What others' messages are painted on, light and dark (theme.css: --raised): on the ground around it, more contrasts. */
const surfaces = { light: [241, 243, 246] as Rgb, dark: [38, 42, 51] as Rgb };
/** WCAG 2.2 AA for text. */
const enough = 4.5;

export interface AccentColors {
  /** The site's colour, for areas. */
  accent: string;
  /** For text and signs on it. */
  onAccent: string;
  /** Laid over a part of an area, it only adds to the contrast of what stands there. */
  shade: string;
  /** The nearest colour that can be read on the light and the dark surface. */
  inkOnLight: string;
  inkOnDark: string;
}

/** Everything that the widget paints in the site's colour; whatever that is, what stands on it or in it can be read. */
export function accentColors(color: string): AccentColors {
  const accent = parseColor(color) ?? fallback;
  const isDark = contrast(accent, white) >= enough;
  return {
    accent: toText(accent),
    onAccent: toText(isDark ? white : black),
    shade: isDark ? 'rgb(0 0 0/12%)' : 'rgb(255 255 255/12%)',
    inkOnLight: toText(readable(accent, surfaces.light, black)),
    inkOnDark: toText(readable(accent, surfaces.dark, white)),
  };
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function parseColor(text: string): Rgb | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return undefined;
  const step = digits.length / 3;
  return [0, 1, 2].map((i) => {
    const part = digits.slice(i * step, (i + 1) * step);
    return parseInt(step === 1 ? part + part : part, 16);
  }) as unknown as Rgb;
}

function readable(color: Rgb, surface: Rgb, towards: Rgb): Rgb {
  let mixed = color;
  for (let share = 0; contrast(mixed, surface) < enough && share <= 1; share += 0.1) {
    mixed = color.map((part, i) => Math.round(part + ((towards[i] ?? 0) - part) * share)) as unknown as Rgb;
  }
  return mixed;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toText(color: Rgb): string {
  return `rgb(${color.join(',')})`;
}
