import type { CDPSession, Page } from 'playwright-core';

/** An input method as the browser knows it: it composes in whatever field has the focus. */
export class InputMethod {
  readonly #devtools: CDPSession;

  private constructor(devtools: CDPSession) {
    this.#devtools = devtools;
  }

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  async compose(text: string): Promise<void> {
    await this.#devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  /** The key as a page sees it that goes to the input method: 229 in place of its own code. */
  async pressEnter(): Promise<void> {
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
    await this.#devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await this.#devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }

  async accept(text: string): Promise<void> {
    await this.#devtools.send('Input.insertText', { text });
  }
}
