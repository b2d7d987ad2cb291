import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium, type BrowserContext } from 'playwright-core';
import { chromiumLaunchOptions } from '../support/chromium.ts';
import { freePort } from '../support/freePort.ts';

/** What Lighthouse thinks of a page, from 0 to 100, and of what it takes points away. */
export interface Judgement {
  scores: Record<string, number>;
  /** The audits that were not passed, with what they found. */
  faults: string[];
}

/** A browser that Lighthouse can steer, with one profile: who signs in there is signed in for it. */
export class JudgedBrowser {
  readonly context: BrowserContext;
  readonly #port: number;
  readonly #folder: string;

  private constructor(context: BrowserContext, port: number, folder: string) {
    this.context = context;
    this.#port = port;
    this.#folder = folder;
  }

  static async open(): Promise<JudgedBrowser> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), 'dukou-lighthouse-'));
    const options = await chromiumLaunchOptions();
    const context = await chromium.launchPersistentContext(folder, {
      ...options,
      args: [...(options.args ?? []), `--remote-debugging-port=${port}`],
      locale: 'en-GB',
    });
    return new JudgedBrowser(context, port, folder);
  }

  /** Judges a page as a phone with a slow line would load it. */
  async judge(url: string, categories: readonly string[]): Promise<Judgement> {
    const result = await lighthouse(url, {
      port: this.#port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: [...categories],
      // Who is signed in stays so.
      disableStorageReset: true,
    });
    if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? 'no result');
    const { lhr } = result;
    const scores = Object.values(lhr.categories).map(
      ({ id, score }) => [id, Math.round((score ?? 0) * 100)] as const,
    );
    const counting = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
      auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
    );
    const faults = counting.flatMap((id) => {
      const audit = lhr.audits[id];
      return audit && (audit.score ?? 1) < 0.9
        ? [`${audit.title} (${audit.displayValue ?? audit.score})`]
        : [];
    });
    return { scores: Object.fromEntries(scores), faults };
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
