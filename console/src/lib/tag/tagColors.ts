import { m } from '#lib/paraglide/messages.js';

/** Colours that can be told apart as a dot, on light ground and on dark. */
export const tagColors = [
  { value: '#d6453d', name: m.color_red },
  { value: '#d9771f', name: m.color_orange },
  { value: '#b98a0a', name: m.color_yellow },
  { value: '#2f9e5b', name: m.color_green },
  { value: '#0b8a8f', name: m.color_teal },
  { value: '#2f7fdb', name: m.color_blue },
  { value: '#5b5bd6', name: m.color_indigo },
  { value: '#8e4ec6', name: m.color_purple },
  { value: '#d6409f', name: m.color_pink },
  { value: '#6b7780', name: m.color_grey },
] as const;

/** The colour that the fewest tags have, for one more. */
export function unusedColor(tags: readonly { color: string }[]): string {
  const countOf = (value: string) => tags.filter(({ color }) => color.toLowerCase() === value).length;
  let best: string = tagColors[0].value;
  for (const { value } of tagColors) if (countOf(value) < countOf(best)) best = value;
  return best;
}

/** What somebody typed as a colour in the API's form, #rrggbb; null when it is none. */
export function colorIn(text: string): string | null {
  const digits = text.trim().replace(/^#/, '').toLowerCase();
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`;
  return /^[0-9a-f]{3}$/.test(digits) ? `#${digits.replace(/./g, '$&$&')}` : null;
}
