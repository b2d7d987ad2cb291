import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentColors, contrast, parseColor } from '../../widget/src/site/accentColor.ts';

const channel = fc.integer({ min: 0, max: 255 });
const hex = fc
  .tuple(channel, channel, channel)
  .map((rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

const rgb = (text: string) => text.match(/\d+/g)?.map(Number) as unknown as readonly [number, number, number];

describe('the site’s colour', () => {
  it('is legible, whatever it is', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const colors = accentColors(color);
        expect(rgb(colors.accent)).toEqual(parseColor(color));
        expect(contrast(rgb(colors.accent), rgb(colors.onAccent))).toBeGreaterThanOrEqual(4.5);
        const [shade = 0] = rgb(colors.shade);
        const shaded = rgb(colors.accent).map((part) => part * 0.88 + shade * 0.12);
        expect(contrast(shaded as never, rgb(colors.onAccent))).toBeGreaterThanOrEqual(4.5);
        // The thread's ground, and what others say, light and dark: theme.css.
        for (const ground of [[255, 255, 255] as const, [241, 243, 246] as const])
          expect(contrast(rgb(colors.inkOnLight), ground)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [[23, 25, 31] as const, [38, 42, 51] as const])
          expect(contrast(rgb(colors.inkOnDark), ground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('is read in its short form, too', () => {
    expect(parseColor('#0a8')).toEqual([0, 170, 136]);
  });

  it.each(['', 'red', '#12', 'rgb(1,2,3)', '#1234567'])('is a default where “%s” is none', (text) => {
    expect(parseColor(text)).toBeUndefined();
    expect(accentColors(text).accent).toMatch(/^rgb\(\d+,\d+,\d+\)$/);
  });
});
