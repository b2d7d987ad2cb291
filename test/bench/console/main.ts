import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { Client } from 'pg';
import english from '../../../console/messages/en.json' with { type: 'json' };
import { openDatabase } from '../../../api/core/database.ts';
import { seedDemo } from '../../../prisma/seed.ts';
import { chromiumLaunchOptions } from '../../support/chromium.ts';
import { demoPassword } from '../../support/people.ts';
import { inspectDatabaseServer, withBenchDatabase } from '../benchDatabase.ts';
import { describeMachine } from '../machine.ts';
import { ServerProcess } from '../serverProcess.ts';
import { fillDesk, type FilledSession } from './fillDesk.ts';
import { installProbe, mark, type ProbeWindow } from './pageProbe.ts';
import { writeFor } from './traffic.ts';
import { longTasksOnPhone } from './widgetOnPhone.ts';

// npm run bench:console: what an agent waits for in the console, with many live sessions and one very long talk, and a
// visitor on a phone in the widget: in a real browser against the real server.

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '2000' },
    messages: { type: 'string', default: '20000' },
    minutes: { type: 'string', default: '4' },
    quick: { type: 'boolean', default: false },
  },
});
const size = values.quick
  ? { sessions: 60, longTalk: 400 }
  : { sessions: Number(values.sessions), longTalk: Number(values.messages) };
/** An hour of an agent's traffic is about two messages a second: at 50 a second it is over in this. */
const minutes = values.quick ? 0.1 : Number(values.minutes);
const perSecond = 50;
const openedSessions = 11;

type Times = 'keys' | 'arrivals' | 'switches' | 'longFrames';

function print(name: string, times: readonly number[], limit: number | null): void {
  const inOrder = times.toSorted((a, b) => a - b);
  const at = (part: number) =>
    (inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * part))] ?? 0).toFixed(1);
  const verdict =
    limit === null ? '' : `  ${limit} ms at p95: ${Number(at(0.95)) <= limit ? 'kept' : 'NOT KEPT'}`;
  console.log(
    `${name.padEnd(44)} p50 ${at(0.5).padStart(7)}  p95 ${at(0.95).padStart(7)}  max ${at(1).padStart(7)} ms  (${times.length})${verdict}`,
  );
}

const timesIn = (page: Page, name: Times): Promise<number[]> =>
  page.evaluate((key) => (window as unknown as ProbeWindow).bench[key].splice(0), name);

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

async function typeKeys(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Reply to/ }).click();
  for (let n = 0; n < 120; n++) await page.keyboard.press('abcdefgh'[n % 8] ?? 'a', { delay: 20 });
  for (let n = 0; n < 130; n++) await page.keyboard.press('Backspace');
  print('key pressed – painted', (await timesIn(page, 'keys')).slice(0, 120), 16);
}

async function openSession(page: Page, position: number): Promise<void> {
  const row = page.getByRole('navigation', { name: english.sessions }).getByRole('listitem').nth(position);
  const nickname = (await row.innerText()).split('\n')[0] ?? '';
  await page.evaluate((name) => (window as unknown as ProbeWindow).bench.expectThread(name), nickname.trim());
  // A person's finger is on the button for so long.
  await row.getByRole('link').click({ delay: 80 });
  await sleep(250);
}

async function switchSessions(page: Page): Promise<void> {
  await openSession(page, 0);
  print('the first session, as soon as there is a list', await timesIn(page, 'switches'), null);
  // What the page fetches when it is idle has come when anybody goes on to the next.
  await sleep(2_000);
  for (let n = 1; n < openedSessions; n++) await openSession(page, n);
  print('another session clicked – painted, first time', await timesIn(page, 'switches'), 100);
  for (let n = 0; n < 30; n++) await openSession(page, n % openedSessions);
  print('another session clicked – painted, again', await timesIn(page, 'switches'), 100);
}

async function openLongTalk(page: Page, url: string, talk: FilledSession): Promise<void> {
  const start = performance.now();
  await page.goto(`${url}/sessions/${talk.id}`);
  await page.locator('[role="log"] [data-seq]').last().waitFor();
  console.log(
    `the long talk opened by its address, console and all: ${Math.round(performance.now() - start)} ms`,
  );
}

async function scrollToTheFirst(page: Page): Promise<void> {
  const log = page.locator('[role="log"]');
  await log.hover();
  await page.evaluate(() => (window as unknown as ProbeWindow).bench.watchFrames(true));
  const start = performance.now();
  const isThere = () => log.locator('[data-seq="1"]').count();
  while (!(await isThere()) && performance.now() - start < 240_000) {
    await page.mouse.wheel(0, -2_500);
    await sleep(40);
  }
  await page.evaluate(() => (window as unknown as ProbeWindow).bench.watchFrames(false));
  const long = await timesIn(page, 'longFrames');
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  const worst = Math.max(0, ...long).toFixed(0);
  console.log(
    `scrolled to the ${(await isThere()) ? 'first message' : 'time limit'} in ${seconds} s: ${long.length} frames over 50 ms, the longest ${worst} ms; ${await page.locator('[data-seq]').count()} messages in the document`,
  );
  await page.keyboard.press('End');
}

/** Opens the console as `lin`, signed in, in a browser of its own, and does something there. */
async function inConsole(
  url: string,
  args: readonly string[],
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const options = await chromiumLaunchOptions();
  const browser = await chromium.launch({ ...options, args: [...(options.args ?? []), ...args] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.addInitScript(installProbe, mark);
    await page.goto(url);
    await page.getByLabel(english.sign_in_login).fill('lin');
    await page.getByLabel(english.sign_in_password).fill(demoPassword);
    await page.getByRole('button', { name: english.sign_in }).click();
    await page.getByRole('navigation', { name: english.sessions }).getByRole('listitem').first().waitFor();
    await use(page);
  } finally {
    await browser.close();
  }
}

async function measure(url: string, sessions: readonly FilledSession[]): Promise<void> {
  const [talk] = sessions;
  if (!talk) throw new Error('there are no sessions');
  await inConsole(url, [], async (page) => {
    await switchSessions(page);
    await openLongTalk(page, url, talk);
    await sleep(1_000);
    await writeFor(url, sessions, { perSecond, seconds: values.quick ? 4 : 30 });
    print(`message arrived – painted, ${perSecond} a second`, await timesIn(page, 'arrivals'), 100);
    const before = await heapBytes(page);
    for (let part = 1; part <= 4; part++) {
      await writeFor(url, sessions, { perSecond, seconds: (minutes * 60) / 4 });
      const grown = ((await heapBytes(page)) - before) / 2 ** 20;
      console.log(
        `memory after ${Math.round((minutes * 60 * perSecond * part) / 4)} more messages: ${grown >= 0 ? '+' : ''}${grown.toFixed(1)} MB (at first ${(before / 2 ** 20).toFixed(1)} MB)`,
      );
    }
    await scrollToTheFirst(page);
  });
  // What is painted is painted at once: up to 17 ms of waiting for the display would be more than what is measured.
  await inConsole(url, ['--disable-frame-rate-limit', '--disable-gpu-vsync'], async (page) => {
    await openLongTalk(page, url, talk);
    await sleep(1_000);
    await typeKeys(page);
  });
}

console.log(describeMachine(await inspectDatabaseServer(), undefined).lines.join('\n'));
console.log(`${size.sessions} live sessions, one with ${size.longTalk} messages`);
await withBenchDatabase(async (databaseUrl) => {
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  await seedDemo(database.prisma);
  await database.close();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const sessions = await fillDesk(client, size);
  await client.end();
  const server = await ServerProcess.start('ours', { DATABASE_URL: databaseUrl });
  try {
    await measure(server.url, sessions);
    for (const [step, tasks] of await longTasksOnPhone(server.url))
      console.log(
        `widget on a phone (CPU / 4), ${step}: ${tasks.length} tasks over 50 ms ${tasks.join(' ')}`.trim(),
      );
  } finally {
    await server.stop();
  }
});
