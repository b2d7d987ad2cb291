import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Frame, type Page } from 'playwright-core';
import widgetTexts from '../../../widget/src/texts/en.ts';
import { chromiumLaunchOptions } from '../../support/chromium.ts';

interface TaskWindow extends Window {
  longTasks: number[];
}

/** How much slower a mid-range phone is than this machine, as Lighthouse has it. */
const slowdown = 4;

function watchLongTasks(): void {
  const longTasks: number[] = [];
  Object.assign(window, { longTasks });
  new PerformanceObserver((list) => {
    // The page hears of its frame's tasks as well: each is counted where it ran.
    for (const { duration, name } of list.getEntries())
      if (name === 'self') longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask', buffered: true });
}

async function longTasksIn(place: Page | Frame): Promise<number[]> {
  return place.evaluate(() => (window as unknown as TaskWindow).longTasks.splice(0));
}

/**
 * What a visitor does with the widget on a phone, and the tasks over 50 ms that it costs, by step: ms each. What the page
 * costs without the widget is the first step.
 */
export async function longTasksOnPhone(url: string): Promise<Map<string, number[]>> {
  const browser = await chromium.launch(await chromiumLaunchOptions());
  const found = new Map<string, number[]>();
  try {
    const viewport = { width: 390, height: 844 };
    const context = await browser.newContext({ viewport, isMobile: true, hasTouch: true, locale: 'en-GB' });
    const page = await context.newPage();
    await page.addInitScript(watchLongTasks);
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const frame = () => page.frames().find((one) => one.url().includes('/widget/frame'));
    const step = async (name: string, act: () => Promise<unknown>) => {
      await act();
      await sleep(1_500);
      const inFrame = frame();
      found.set(name, [...(await longTasksIn(page)), ...(inFrame ? await longTasksIn(inFrame) : [])]);
    };
    const part = () => frame() ?? page;
    await page.route('**/widget.js', (route) => route.abort());
    await step('the page alone', () => page.goto(`${url}/demo`));
    await page.unroute('**/widget.js');
    await step('the page with the widget', async () => {
      await page.goto(`${url}/demo`);
      while (!frame()) await sleep(50);
    });
    const composer = () => part().getByRole('textbox', { name: widgetTexts.composer });
    await step('opened', async () => {
      await part().getByRole('button', { name: widgetTexts.openChat }).tap();
      await composer().waitFor();
    });
    await step('120 letters typed', () => composer().pressSequentially('abcd '.repeat(24), { delay: 30 }));
    await step('sent', () => composer().press('Enter'));
    await step('20 more sent', async () => {
      for (let n = 0; n < 20; n++) {
        await composer().fill(`line ${n}`);
        await composer().press('Enter');
        await sleep(100);
      }
    });
    await step('closed and opened', async () => {
      await part().getByRole('button', { name: widgetTexts.close }).tap();
      await sleep(300);
      await part().getByRole('button', { name: widgetTexts.openChat }).tap();
    });
  } finally {
    await browser.close();
  }
  return found;
}
