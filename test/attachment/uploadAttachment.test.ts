import { readdirSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachmentName } from '../../api/attachment/attachmentRules.ts';
import { uploadAttachment } from '../../api/attachment/uploadAttachment.ts';
import { anonymous, type AgentActor } from '../../api/core/actor.ts';
import { NotSignedInError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
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
const filesCount = () =>
  readdirSync(core.environment.filesDir, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  ).length;

describe('an image', () => {
  test('is kept upright, without what the camera wrote into it, beside a small one', async () => {
    const photo = await sharp(await buildImage({ width: 1200, height: 600, format: 'jpeg' }))
      .withExif({ IFD0: { Make: 'Secret camera', Orientation: '6' }, IFD3: { GPSLatitude: '39/1 54/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(photo.includes('Secret camera')).toBe(true);
    const attachment = await upload('照片.JPG', photo);
    expect(attachment).toMatchObject({
      kind: 'IMAGE',
      name: '照片.jpg',
      mediaType: 'image/jpeg',
      width: 600,
      height: 1200,
      agentId: agent.agentId,
    });
    const original = await contentOf(core, attachment.id);
    expect(attachment.size).toBe(original.length);
    const { exif, orientation, width } = await sharp(original).metadata();
    expect([exif, orientation, width, original.includes('Secret')]).toEqual([
      undefined,
      undefined,
      600,
      false,
    ]);
    // What was left is on top.
    const [red = 0, , blue = 0] = await sharp(original).raw().toBuffer();
    expect([red > 200, blue < 50]).toEqual([true, true]);
    const preview = await sharp(await contentOf(core, `${attachment.id}.preview`)).metadata();
    expect([preview.format, preview.width, preview.height, preview.exif]).toEqual([
      'webp',
      480,
      960,
      undefined,
    ]);
  });

  test.each([
    ['jpeg', 'image/jpeg', 'x.jpg'],
    ['png', 'image/png', 'x.png'],
    ['webp', 'image/webp', 'x.webp'],
    ['gif', 'image/gif', 'x.gif'],
    ['avif', 'image/webp', 'x.webp'],
  ] as const)('is taken as %s, whatever its name says', async (format, mediaType, name) => {
    const attachment = await upload('x.avif', await buildImage({ format }));
    expect(attachment).toMatchObject({ kind: 'IMAGE', mediaType, name, width: 40, height: 20 });
    expect((await sharp(await contentOf(core, attachment.id)).metadata()).width).toBe(40);
  });

  test.each(['gif', 'webp'] as const)('that moves as %s goes on moving, small too', async (format) => {
    const moving = await sharp(await buildMovingImage(), { animated: true })
      .toFormat(format)
      .toBuffer();
    const attachment = await upload('挥手.gif', moving);
    expect(attachment).toMatchObject({ mediaType: `image/${format}`, width: 16, height: 10 });
    for (const key of [attachment.id, `${attachment.id}.preview`])
      expect((await sharp(await contentOf(core, key)).metadata()).pages).toBe(3);
  });

  test('loses what was hidden behind its end', async () => {
    const attachment = await upload(
      'x.png',
      Buffer.concat([await buildImage(), Buffer.from('<script>alert(1)</script>')]),
    );
    expect((await contentOf(core, attachment.id)).includes('script')).toBe(false);
  });

  test('that unfolds to more pixels than anybody looks at is refused, by a typed error', async () => {
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(upload('bomb.png', bomb)).rejects.toMatchObject({ reason: 'TOO_LARGE' });
  });

  test('that is cut off is refused, and nothing of it is kept', async () => {
    const before = [filesCount(), await core.database.prisma.attachment.count()];
    const whole = await buildImage({ width: 400, height: 400, format: 'jpeg' });
    await expect(upload('x.jpg', whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'ATTACHMENT_REFUSED',
      reason: 'BROKEN',
    });
    expect([filesCount(), await core.database.prisma.attachment.count()]).toEqual(before);
  });
});

describe('a file', () => {
  test.each([
    ['a PDF', '报价.pdf', pdf, 'application/pdf', '报价.pdf'],
    ['a PDF that is called a program', 'setup.exe', pdf, 'application/pdf', 'setup.exe.pdf'],
    ['a text', '名单.csv', '姓名,电话\n', 'text/plain', '名单.csv'],
    ['a web page', 'page.html', '<!doctype html><script>alert(1)</script>', 'text/plain', 'page.html.txt'],
    ['a vector image', 'logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'text/plain', 'logo.svg'],
    ['a vector image with a prolog', 'a.svg', '<?xml version="1.0"?><svg/>', 'text/plain', 'a.svg'],
  ])('%s is kept for download, as it is', async (_what, name, content, mediaType, keptName) => {
    const attachment = await upload(name, content);
    expect(attachment).toMatchObject({ kind: 'FILE', mediaType, name: keptName, width: null });
    expect((await contentOf(core, attachment.id)).toString()).toBe(content);
    expect(await core.files.read(`${attachment.id}.preview`)).toBeUndefined();
  });

  test('in the letters of older Chinese systems is a text', async () => {
    const attachment = await upload('说明.txt', Uint8Array.from([0xc4, 0xfa, 0xba, 0xc3]));
    expect(attachment.mediaType).toBe('text/plain');
  });

  test.each([
    ['a Windows program', Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1')],
    ['a program of Linux', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1')],
    ['bytes that nobody knows', Buffer.from([1, 2, 3, 4, 250, 251])],
    ['a container that is called no document', Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex')],
  ])('that is %s is refused, whatever its name says', async (_what, content) => {
    await expect(upload('harmless.txt', content)).rejects.toMatchObject({ reason: 'KIND_NOT_ALLOWED' });
  });

  test('that is a picture which no browser shows is refused', async () => {
    await expect(upload('x.png', await buildImage({ format: 'tiff' }))).rejects.toMatchObject({
      reason: 'KIND_NOT_ALLOWED',
    });
  });

  test('that is empty or too large is refused', async () => {
    await expect(upload('x.txt', '')).rejects.toMatchObject({ reason: 'BROKEN' });
    const admin = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
    for (const attachmentMaxMegabytes of [1, 10]) {
      await updateSettings(core, admin, { attachmentMaxMegabytes });
      const large = new Uint8Array(attachmentMaxMegabytes * 1024 * 1024 + 1).fill(65);
      await expect(upload('x.txt', large)).rejects.toMatchObject({ reason: 'TOO_LARGE' });
      expect((await upload('x.txt', large.subarray(1))).size).toBe(large.length - 1);
    }
    await expect(updateSettings(core, admin, { attachmentMaxMegabytes: 26 })).rejects.toThrow();
  });
});

test.each([
  ['../../etc/passwd.txt', 'passwd.txt'],
  ['C:\\Users\\lin\\说明.txt', '说明.txt'],
  ['.htaccess', 'htaccess.txt'],
  ['..', 'file.txt'],
  ['', 'file.txt'],
  ['a\u0000b\nc.txt', 'abc.txt'],
  ['invoice\u202Etxt.exe', 'invoicetxt.exe.txt'],
  ['half \ud83d.txt', 'half \ufffd.txt'],
  [`${'字'.repeat(300)}.md`, `${'字'.repeat(197)}.md`],
  ['two  spaces . txt', 'two spaces . txt.txt'],
])('the name %j becomes %j', (said, name) => {
  expect(attachmentName(said, ['txt', 'md'])).toBe(name);
});

test('nobody uploads who is nobody, and agents so many a minute', async () => {
  const file = buildFile('x.txt', 'x');
  await expect(uploadAttachment(core, anonymous, { file })).rejects.toThrow(NotSignedInError);
  const strict = await buildTestCore({ UPLOADS_PER_MINUTE: '2' });
  const busy = await buildAgent(strict, await buildDepartment(strict));
  for (let i = 0; i < 2; i++) await uploadAttachment(strict, busy, { file });
  await expect(uploadAttachment(strict, busy, { file })).rejects.toThrow(TooManyAttemptsError);
  await strict.close();
});
