import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium,
} from 'playwright-core';
import { afterEach, beforeAll, expect } from 'vitest';
import { chromiumLaunchOptions } from './chromium.ts';

const pictures = join(import.meta.dirname, '../output');

/** Somebody at a browser of their own: cookies and storage are shared with nobody. */
export interface Person {
  name: string;
  page: Page;
  context: BrowserContext;
}

/** The people of one test file. They go home after each test, with a picture of what they saw if it failed. */
export interface People {
  /** @param name appears in the picture's file name */
  enter: (name: string, options?: BrowserContextOptions) => Promise<Person>;
}

let running: Browser | undefined;

/** The browser of this process, which its test files share one after the other; it ends with the process. */
async function runningBrowser(): Promise<Browser> {
  if (!running?.isConnected()) running = await chromium.launch(await chromiumLaunchOptions());
  return running;
}

/**
 * A browser for the people of the calling test file, from before its tests on.
 * An error that a page throws and does not catch fails the test.
 */
export function useBrowser(): People {
  let browser: Browser | undefined;
  let people: Person[] = [];
  let errors: string[] = [];

  beforeAll(async () => {
    browser = await runningBrowser();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await mkdir(pictures, { recursive: true });
      const title = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
      await Promise.all(
        people.map(({ name, page }) =>
          page
            .screenshot({ path: join(pictures, `${title}-${name}.png`), timeout: 5_000 })
            .catch(() => undefined),
        ),
      );
    }
    await Promise.all(people.map(({ context }) => context.close()));
    const thrown = errors;
    people = [];
    errors = [];
    expect(thrown, 'errors that pages threw').toEqual([]);
  });

  return {
    enter: async (name, options = {}) => {
      if (!browser) throw new Error('people can enter only inside of a test');
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1280, height: 800 },
        // Nothing is drawn that only moves: it costs these browsers, which draw on the processor, a seventh of their time.
        reducedMotion: 'reduce',
        // What a test does to the network is to reach the pages, unless it is about the worker in between.
        serviceWorkers: 'block',
        ...options,
      });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(`${name}: ${error.stack ?? error.message}`));
      const person = { name, page, context };
      people.push(person);
      return person;
    },
  };
}
