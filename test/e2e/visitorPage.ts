/// <reference types="vite/client" />
import type { Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { demoSite } from '../../prisma/demoOrganisation.ts';
import english from '../../widget/src/texts/en.ts';
import type { Texts } from '../../widget/src/texts/texts.ts';

/** A visitor's browser tab with the widget on its page, and what one sees and does there. */
export class VisitorPage {
  readonly page: Page;
  readonly texts: Texts;
  #frame: Frame | undefined;

  constructor(page: Page, texts: Texts = english) {
    this.page = page;
    this.texts = texts;
  }

  /** Opens a page that carries the widget, and waits for the widget. */
  async visit(url: string): Promise<void> {
    await this.page.goto(url);
    await this.#findFrame();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#findFrame();
  }

  // The frame is in a closed shadow root, where locators of the page do not reach: each load has a new one.
  async #findFrame(): Promise<void> {
    const frame = () => this.page.frames().find((one) => one.url().includes('/widget/frame'));
    await expect.poll(frame, { timeout: 20_000 }).toBeDefined();
    this.#frame = frame();
    await this.frame.locator('.widget').waitFor({ state: 'attached' });
  }

  get frame(): Frame {
    if (!this.#frame) throw new Error('visit a page first');
    return this.#frame;
  }

  get launcher(): Locator {
    return this.frame.getByRole('button', { name: this.texts.openChat });
  }

  get panel(): Locator {
    return this.frame.getByRole('dialog');
  }

  get closeButton(): Locator {
    return this.frame.getByRole('button', { name: this.texts.close });
  }

  get thread(): Locator {
    return this.frame.getByRole('log', { name: this.texts.thread });
  }

  get composer(): Locator {
    return this.frame.getByRole('textbox', { name: this.texts.composer });
  }

  get sendButton(): Locator {
    return this.frame.getByRole('button', { name: this.texts.send });
  }

  /** The line below the site's name: who answers, or that the network is gone. */
  get connection(): Locator {
    return this.panel.locator('header').getByRole('status');
  }

  async openChat(): Promise<void> {
    await this.launcher.click();
    await this.composer.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** All that the thread shows, from the top, without the site's greeting: `VISITOR: hello`, `AGENT: welcome`. */
  async said(): Promise<string[]> {
    const lines = await this.thread.locator('.bubble').evaluateAll((bubbles) =>
      bubbles.map((bubble) => ({
        author: bubble.closest('.row.own') ? 'VISITOR' : 'AGENT',
        text: (bubble.textContent ?? '').trim(),
      })),
    );
    return lines
      .filter(({ text }) => text !== demoSite.greeting)
      .map(({ author, text }) => `${author}: ${text}`);
  }

  /** What stands below the last of the own messages: sending, delivered, read. */
  ownMark(mark: string): Locator {
    return this.thread.locator('.row.own').last().getByText(mark, { exact: true });
  }
}
