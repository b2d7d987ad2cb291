import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import english from '../../console/messages/en.json' with { type: 'json' };
import { demoPassword } from '../support/people.ts';

export type ConsoleTexts = typeof english;
export type TextKey = Exclude<keyof ConsoleTexts, '$schema'>;

export type StatusText = 'status_online' | 'status_busy' | 'status_away' | 'status_offline';

/** An agent's browser tab with the console, and what one sees and does there. */
export class ConsolePage {
  readonly page: Page;
  readonly url: string;
  readonly #texts: ConsoleTexts;

  constructor(page: Page, url: string, texts: ConsoleTexts = english) {
    this.page = page;
    this.url = url;
    this.#texts = texts;
  }

  /** A text of the screen. */
  text(key: TextKey, values: Record<string, string | number> = {}): string {
    return this.#texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  }

  /** A text whose gaps may be filled with anything. */
  pattern(key: TextKey): RegExp {
    const parts = this.#texts[key].split(/\{\w+\}/);
    return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
  }

  async signIn(login: string, password = demoPassword): Promise<void> {
    await this.page.goto(`${this.url}/`);
    await this.submitSignIn(login, password);
    await this.list.waitFor();
  }

  /** Opens the console with the cookies of somebody who has signed in. */
  async openSignedIn(cookies: readonly { name: string; value: string }[]): Promise<void> {
    await this.page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url: this.url })));
    await this.page.goto(`${this.url}/`);
    await this.list.waitFor();
  }

  /** Fills in the sign-in form that is open and sends it off. */
  async submitSignIn(login: string, password = demoPassword): Promise<void> {
    await this.page.getByLabel(this.text('sign_in_login')).fill(login);
    await this.page.getByLabel(this.text('sign_in_password')).fill(password);
    await this.signInButton.click();
  }

  get signInButton(): Locator {
    return this.page.getByRole('button', { name: this.text('sign_in') });
  }

  /** The button in the header that shows the agent's own status. */
  ownStatus(status: StatusText): Locator {
    return this.page.getByRole('button', { name: this.text('status_own', { status: this.text(status) }) });
  }

  async chooseStatus(from: StatusText, to: StatusText): Promise<void> {
    await this.ownStatus(from).click();
    await this.page.getByRole('menuitemradio', { name: this.text(to) }).click();
    await this.ownStatus(to).waitFor();
  }

  /** Goes away, with the sessions handed over to a colleague. */
  async goAway(from: StatusText, colleague: string): Promise<void> {
    await this.ownStatus(from).click();
    await this.page.getByRole('menuitemradio', { name: this.text('status_away') }).click();
    const question = this.page.getByRole('dialog', { name: this.text('hand_over_title') });
    await question.getByRole('option', { name: colleague }).click();
    await question.getByRole('button', { name: this.text('hand_over_confirm') }).click();
    await this.ownStatus('status_away').waitFor();
  }

  /** Signs out and says yes to the question. */
  async signOut(): Promise<void> {
    await this.chooseInMenu('sign_out');
    const question = this.page.getByRole('dialog', { name: this.text('quit_title') });
    await question.getByRole('button', { name: this.text('sign_out') }).click();
    await this.page.waitForURL(/\/sign-in/);
  }

  get list(): Locator {
    return this.page.getByRole('navigation', { name: this.text('sessions') });
  }

  /** The entry of one of the visitors' lists in the navigation; its name tells how many are in it. */
  listLink(name: Extract<TextKey, `list_${string}`>): Locator {
    return this.page
      .getByRole('navigation', { name: this.text('lists') })
      .getByRole('link', { name: new RegExp(`^${this.text(name)}([:：,，]|$)`) });
  }

  get rows(): Locator {
    return this.list.getByRole('listitem');
  }

  /** The row that shows this text: a nickname, or a part of the last message. */
  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** Opens the session whose row shows this text, and waits for its thread. */
  async openSession(text: string): Promise<void> {
    await this.row(text).getByRole('link').click();
    await this.thread.waitFor();
  }

  /** The id of the session that is open. */
  get sessionId(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** The name of the visitor whose thread is open. */
  async nickname(): Promise<string> {
    const label = (await this.thread.getAttribute('aria-label')) ?? '';
    const [before = '', after = ''] = this.text('thread', { nickname: '\n' }).split('\n');
    return label.slice(before.length, label.length - after.length);
  }

  get thread(): Locator {
    return this.page.getByRole('log', { name: this.pattern('thread') });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: this.pattern('composer') });
  }

  get sendButton(): Locator {
    return this.page.getByRole('button', { name: this.text('composer_send') });
  }

  get endButton(): Locator {
    return this.page.getByRole('button', { name: this.text('session_end') });
  }

  /** The state of the line to the server, as the header shows it. */
  get connection(): Locator {
    return this.page.locator('[data-connection]');
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** A button or a menu's entry above the thread, whichever there is room for, is chosen by its menu. */
  async act(entry: TextKey): Promise<void> {
    await this.page.getByRole('button', { name: this.text('session_menu') }).click();
    await this.page.getByRole('menuitem', { name: this.text(entry) }).click();
  }

  /** The lines that the system wrote into the thread. */
  async notices(): Promise<string[]> {
    const lines = await this.thread.locator('[data-author="SYSTEM"]').allInnerTexts();
    return lines.map((line) => line.replace(/\s*\d\d:\d\d$/, '').trim());
  }

  /** Ends the open session and says yes to the question. */
  async endSession(): Promise<void> {
    await this.endButton.click();
    const question = this.page.getByRole('alertdialog', { name: this.text('session_end_title') });
    await question.getByRole('button', { name: this.text('session_end') }).click();
    await expect.poll(() => this.composer.count()).toBe(0);
  }

  get agentMenuButton(): Locator {
    return this.page.getByRole('button', { name: this.text('agent_menu') });
  }

  async chooseInMenu(entry: TextKey): Promise<void> {
    await this.agentMenuButton.click();
    await this.page.getByRole('menuitem', { name: this.text(entry), exact: true }).click();
  }

  /** All that the thread shows, from the top, unsent messages included: `VISITOR: hello`, `AGENT: welcome`. */
  async said(): Promise<string[]> {
    return this.thread.locator('p[dir="auto"]').evaluateAll((bubbles) =>
      bubbles.map((bubble) => {
        const author = bubble.closest('[data-author]')?.getAttribute('data-author') ?? 'AGENT';
        return `${author}: ${(bubble.textContent ?? '').trim()}`;
      }),
    );
  }

  /** The mark beside the last of the messages of the agents' side: SENDING, SENT, READ, … */
  async lastMark(): Promise<string | null> {
    return this.thread.locator('[data-delivery]').last().getAttribute('data-delivery');
  }
}
