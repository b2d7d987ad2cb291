import { expect } from 'vitest';
import type { ConsolePage } from './consolePage.ts';

export type ListText = Parameters<ConsolePage['listLink']>[0];

/** Opens one of the visitors' lists. */
export async function chooseList(agent: ConsolePage, list: ListText): Promise<void> {
  await agent.listLink(list).click();
  await expect.poll(() => agent.listLink(list).getAttribute('aria-current')).toBe('page');
}

/** Looks at the sessions of everybody, as far as the agent may. */
export async function seeAll(agent: ConsolePage): Promise<void> {
  await agent.page.getByRole('link', { name: agent.text('scope_all'), exact: true }).click();
  await agent.page.waitForURL(/[?&]of=all/);
}

/** Waits until the list's entry in the navigation says how many are in it, and how many messages are unread. */
export async function expectCount(
  agent: ConsolePage,
  list: ListText,
  count: number,
  unread = 0,
): Promise<void> {
  const name = agent.text(list);
  const label =
    unread === 0
      ? agent.text('list_link', { name, count })
      : agent.text('list_link_unread', { name, count, unread });
  await expect.poll(() => agent.listLink(list).getAttribute('aria-label')).toBe(label);
}

/** What stands in a list's rows of these texts, from top to bottom. */
export async function orderOf(agent: ConsolePage, texts: readonly string[]): Promise<string[]> {
  const rows = await agent.rows.allInnerTexts();
  return rows.flatMap((row) => texts.filter((text) => row.includes(text)));
}

/** Waits until the session is one's own, and not merely shown because nobody has it. */
export async function expectOwn(agent: ConsolePage, text: string): Promise<void> {
  await agent.row(text).waitFor();
  const unowned = [agent.text('session_unassigned'), agent.text('session_queued')];
  await expect
    .poll(async () => {
      const row = await agent.row(text).innerText();
      return unowned.filter((mark) => row.includes(mark));
    })
    .toEqual([]);
}
