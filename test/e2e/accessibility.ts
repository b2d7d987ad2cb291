import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Experimental, and off unless it is asked for: a number between a visible word and its name is none to it.
const rules = { 'label-content-name-mismatch': { enabled: false } };
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 AA and good practice in a page or a frame as it is now: a line each. */
async function findingsIn(place: Page | Frame): Promise<string[]> {
  if (!(await place.evaluate('"axe" in window'))) await place.evaluate(source);
  const { violations } = await place.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(standards)}, rules: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      [id, help, target.join(' '), failureSummary?.split('\n')[1]?.trim()].join(' · '),
    ),
  );
}

/** The same in the light and in the dark theme, with what is animated at its end. */
export async function findingsInBothThemes(page: Page, place: Page | Frame = page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // A colour that is still changing is none that anybody reads.
    for (const one of [page, place])
      await one.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      });
    for (const finding of await findingsIn(place)) found.push(`${colorScheme}: ${finding}`);
  }
  return found;
}
