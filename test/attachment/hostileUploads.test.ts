import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadAttachment } from '../../api/attachment/uploadAttachment.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import {
  asLargeGif,
  asLargePng,
  buildZipBomb,
  onLargeCanvas,
  withGifComment,
  withJpegComment,
} from './bombs.ts';
import { buildFile, buildImage, buildMovingImage, contentOf, pdf } from './build.ts';

let core: TestCore;
let agent: AgentActor;
beforeAll(async () => {
  core = await buildTestCore({ UPLOADS_PER_MINUTE: '1000' });
  agent = await buildAgent(core, await buildDepartment(core));
});
afterAll(() => core.close());

const upload = (name: string, content: Uint8Array | string) =>
  uploadAttachment(core, agent, { file: buildFile(name, content) });

/** How much memory the process takes more at most while something is done, in megabytes. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 2);
  await work();
  clearInterval(watch);
  return (Math.max(most, process.memoryUsage.rss()) - before) / 1024 / 1024;
}

describe('an archive that unfolds to a gigabyte', () => {
  test.each([
    ['as it is', 'zeros.bin', undefined],
    ['as a document', '[Content_Types].xml', undefined],
    ['as a document that lies about it', '[Content_Types].xml', 1_000],
    ['as an open document that lies about it', 'mimetype', 40],
  ])('%s is kept folded, and takes no memory', async (_what, inside, saidSize) => {
    const bomb = buildZipBomb(inside, 1_000, saidSize);
    expect(bomb.length).toBeLessThan(1_500_000);
    let kept: Awaited<ReturnType<typeof upload>> | undefined;
    const megabytes = await memoryOf(async () => (kept = await upload('报告.docx', bomb)));
    expect(megabytes).toBeLessThan(200);
    expect(kept).toMatchObject({ kind: 'FILE', mediaType: 'application/zip', size: bomb.length });
    expect(kept?.name).toBe('报告.docx.zip');
  });
});

describe('a small image that says it is huge', () => {
  test.each([
    ['a PNG', async () => asLargePng(await buildImage(), 60_000, 60_000)],
    [
      'a PNG with the largest numbers there are',
      async () => asLargePng(await buildImage(), 2 ** 31 - 1, 2 ** 31 - 1),
    ],
    ['a GIF', async () => asLargeGif(await buildImage({ format: 'gif' }), 65_535, 65_535)],
  ])('is refused before anything is unfolded: %s', async (_what, build) => {
    const bomb = await build();
    const megabytes = await memoryOf(() =>
      expect(upload('x.png', bomb)).rejects.toMatchObject({ code: 'ATTACHMENT_REFUSED' }),
    );
    expect(megabytes).toBeLessThan(200);
  });

  test('so is one that is large by all its pictures together', async () => {
    const bomb = onLargeCanvas(await buildMovingImage(14), 2_000, 2_000);
    expect(bomb.length).toBeLessThan(10_000);
    await expect(upload('x.gif', bomb)).rejects.toMatchObject({ reason: 'TOO_LARGE' });
    await expect(upload('x.gif', onLargeCanvas(await buildMovingImage(3), 200, 200))).resolves.toMatchObject({
      width: 200,
      height: 200,
    });
  });
});

describe('what is two things at once', () => {
  const script = '<script>alert(1)</script>';
  test.each([
    ['a JPEG', 'jpeg', (image: Buffer) => withJpegComment(image, script)],
    ['a GIF', 'gif', (image: Buffer) => withGifComment(image, script)],
    ['a PNG', 'png', (image: Buffer) => Buffer.concat([image, Buffer.from(script)])],
    ['a WebP', 'webp', (image: Buffer) => Buffer.concat([image, Buffer.from(script)])],
  ] as const)('is drawn anew if it is an image, and then only that: %s', async (_what, format, hide) => {
    const image = await buildImage({ format });
    const both = hide(image);
    expect(both.includes(script)).toBe(true);
    const kept = await upload('x.html', both);
    expect(kept).toMatchObject({ kind: 'IMAGE', mediaType: `image/${format}`, width: 40, height: 20 });
    for (const key of [kept.id, `${kept.id}.preview`])
      expect((await contentOf(core, key)).includes('script')).toBe(false);
  });

  test('a script that begins as a GIF does is no image', async () => {
    await expect(upload('x.gif', 'GIF89a/*\0\0*/=1;alert(1)//')).rejects.toMatchObject({ reason: 'BROKEN' });
  });

  test.each([
    ['a page that begins as a PDF', `%PDF-1.7\n${script}`, 'application/pdf', 'page.html.pdf'],
    ['a PDF with a page behind it', `${pdf}${script}`, 'application/pdf', 'page.html.pdf'],
    [
      'a vector image with a script',
      `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`,
      'text/plain',
      'page.html.txt',
    ],
    ['a page behind a byte order mark', `\ufeff${script}`, 'text/plain', 'page.html.txt'],
    ['a page behind white space', `\n\n   <!doctype html>${script}`, 'text/plain', 'page.html.txt'],
  ])('is a file to be downloaded otherwise: %s', async (_what, content, mediaType, name) => {
    expect(await upload('page.html', content)).toMatchObject({ kind: 'FILE', mediaType, name });
  });
});

test.each([
  ['photo.jpg.exe', 'photo.jpg.exe.pdf'],
  ['report.pdf.exe', 'report.pdf.exe.pdf'],
  ['report.exe.pdf', 'report.exe.pdf'],
  ['report.pdf.', 'report.pdf.pdf'],
  ['report.pdf ', 'report.pdf'],
  ['report.pdf::$DATA', 'report.pdf::$DATA.pdf'],
  ['shell.php;.pdf', 'shell.php;.pdf'],
  ['report.PdF', 'report.pdf'],
])('whatever comes before, a name ends as its content does: %j becomes %j', async (said, kept) => {
  expect((await upload(said, pdf)).name).toBe(kept);
});

test('what the sender says of the kind counts for nothing', async () => {
  const page = new File(['<!doctype html><p>x</p>'], 'x.png', { type: 'image/png' });
  expect(await uploadAttachment(core, agent, { file: page })).toMatchObject({
    kind: 'FILE',
    mediaType: 'text/plain',
    name: 'x.png.txt',
  });
  const image = new File([new Uint8Array(await buildImage())], 'x.html', { type: 'text/html' });
  expect(await uploadAttachment(core, agent, { file: image })).toMatchObject({
    kind: 'IMAGE',
    mediaType: 'image/png',
  });
});
