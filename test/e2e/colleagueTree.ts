import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { ConsolePage, StatusText } from './consolePage.ts';

/** The tree of an agent's colleagues, and what one reads and does there. */
export class ColleagueTree {
  readonly agent: ConsolePage;

  constructor(agent: ConsolePage) {
    this.agent = agent;
  }

  get tree(): Locator {
    return this.agent.page.getByRole('tree', { name: this.agent.text('colleagues') });
  }

  get lines(): Locator {
    return this.tree.getByRole('treeitem');
  }

  /** The line of a colleague or a department. */
  line(name: string): Locator {
    return this.lines.filter({ hasText: name });
  }

  /** Waits until a colleague's line says this, and no longer than the product may take. */
  async expectStatus(name: string, status: StatusText, timeout = 2_000): Promise<void> {
    await this.line(name).getByText(this.agent.text(status), { exact: true }).waitFor({ timeout });
  }

  /** Waits until a colleague's line tells, to those who hear it too, how many sessions there are and how many wait. */
  async expectLoad(
    name: string,
    status: StatusText,
    load: { live: number; waiting: number; capacity?: number },
  ): Promise<void> {
    const label = this.agent.text('colleague_line', {
      name,
      status: this.agent.text(status),
      capacity: 10,
      ...load,
    });
    await expect.poll(() => this.line(name).getAttribute('aria-label')).toBe(label);
  }

  /** Opens a colleague's lists. */
  async open(name: string): Promise<void> {
    await this.line(name).click();
    await this.agent.page.getByText(this.agent.text('scope_colleague', { name }), { exact: true }).waitFor();
  }
}
