import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';

const agreed = join(import.meta.dirname, 'looks');
const output = join(import.meta.dirname, '../output/looks');
/** `UPDATE_LOOKS=1` makes what is seen now what was agreed on: look at the pictures before they are committed. */
const isAgreeing = Boolean(process.env.UPDATE_LOOKS);
/** So many of a million pixels may differ: a letter that is rounded another way, never a line or a word. */
const differingPerMillion = 60;

interface Picture {
  pixels: Buffer;
  width: number;
  height: number;
}

/** Checks that a page looks as it was agreed to: as in `looks/<name>.png`, but for times, which pass. */
export async function expectLook(page: Page, name: string): Promise<void> {
  await settle(page);
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const path = join(agreed, `${name}.png`);
  if (isAgreeing) {
    await mkdir(agreed, { recursive: true });
    // A screen has few colours: as a palette the picture is a third of its size.
    await sharp(shot).png({ palette: true, effort: 10, compressionLevel: 9, dither: 0 }).toFile(path);
    return;
  }
  expect(existsSync(path), `${name} was never agreed on: UPDATE_LOOKS=1 makes the picture`).toBe(true);
  const [before, now] = [await pictureOf(await readFile(path)), await pictureOf(shot)];
  const { width, height } = now;
  expect([width, height], name).toEqual([before.width, before.height]);
  const difference = Buffer.alloc(now.pixels.length);
  const count = pixelmatch(before.pixels, now.pixels, difference, width, height, { threshold: 0.05 });
  const isSame = count <= (width * height * differingPerMillion) / 1_000_000;
  if (!isSame) await keep(name, shot, { pixels: difference, width, height });
  expect(isSame, `${name}: ${count} pixels differ, see test/output/looks/${name}.*.png`).toBe(true);
}

async function pictureOf(file: Buffer): Promise<Picture> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

async function keep(name: string, shot: Buffer, { pixels, width, height }: Picture): Promise<void> {
  await mkdir(output, { recursive: true });
  await writeFile(join(output, `${name}.now.png`), shot);
  await sharp(pixels, { raw: { width, height, channels: 4 } }).toFile(join(output, `${name}.difference.png`));
}

/** Waits until nothing moves, and puts one word in the place of what is different each time: times and the server's host. */
async function settle(page: Page): Promise<void> {
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => Promise.allSettled([...document.images].map((image) => image.decode())));
  for (const frame of page.frames())
    await frame.evaluate((host) => {
      for (const time of document.querySelectorAll('time, [data-overdue] > [aria-hidden]'))
        time.textContent = '12:34';
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const { currentNode: text } = texts;
        const said = text.textContent ?? '';
        const agreed = said.replaceAll(host, 'clinic.example').replace(/\b\d\d:\d\d\b/g, '12:34');
        if (agreed !== said) text.textContent = agreed;
      }
    }, new URL(page.url()).host);
}
