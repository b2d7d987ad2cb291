import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';
import { buildImage, pdf } from './build.ts';

let server: Server;
let agent: GraphqlClient;
beforeAll(async () => {
  server = await startServer({ environment: { UPLOADS_PER_MINUTE: '1000' } });
  agent = await signInAs(server.url, 'lin');
});
afterAll(() => server.dispose());

const operation = `mutation ($file: Upload!) { uploadAttachment(input: { file: $file }) { __typename
  ... on Attachment { id kind name mediaType size url previewUrl } ... on AttachmentRefusedError { code reason } } }`;

interface Uploaded {
  __typename: string;
  id: string;
  name: string;
  size: number;
  url: string;
  previewUrl: string | null;
  reason?: string;
}
async function upload(name: string, content: Uint8Array | string, client = agent): Promise<Uploaded> {
  const file = new File([typeof content === 'string' ? content : new Uint8Array(content)], name);
  const answer = await client.postFile(operation, 'variables.file', file);
  const { data } = (await answer.json()) as { data: { uploadAttachment: Uploaded } };
  return data.uploadAttachment;
}
const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
const statusOf = async (path: string) => (await get(path)).status;

describe('an image', () => {
  test('is uploaded, and read at its address by a browser that sends nothing else', async () => {
    const image = await upload('路线图.png', await buildImage());
    expect(image).toMatchObject({ __typename: 'Attachment', name: '路线图.png' });
    const original = await get(image.url);
    expect(original.status).toBe(200);
    const { headers } = original;
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-disposition')).toMatch(/^inline; .*filename\*=UTF-8''%E8%B7%AF/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'; style-src/);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const [, maxAge = 0] =
      /^private, max-age=(\d+), immutable$/.exec(headers.get('cache-control') ?? '') ?? [];
    expect(Number(maxAge)).toBeGreaterThan(12 * 60 * 60 - 5);
    const bytes = Buffer.from(await original.arrayBuffer());
    expect([bytes.length, (await sharp(bytes).metadata()).width]).toEqual([image.size, 40]);
    const preview = await get(image.previewUrl ?? '');
    expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/webp']);
  });

  test('has the same address whenever it is asked for, so that browsers keep it', async () => {
    const { id, url } = await upload('x.png', await buildImage());
    const again = await get(url, { method: 'HEAD' });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([200, 0]);
    expect(url).toMatch(new RegExp(`^/attachments/${id}/original\\?expires=\\d+&signature=[\\w-]{43}$`));
  });
});

test.each([
  ['报价.pdf', pdf],
  ['page.html', '<!doctype html><script>alert(1)</script>'],
  ['logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
])('%s is only ever downloaded, and no browser takes it for a page or an image', async (name, content) => {
  const file = await upload(name, content);
  const answer = await get(file.url);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename/);
  expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(await answer.text()).toBe(content);
  expect(file.previewUrl).toBeNull();
});

describe('a sound', () => {
  /** The frames of an MP3 with nothing in them. */
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)]);
  const sound = Buffer.concat(Array.from({ length: 20 }, () => frame));

  test('is played in place, in the parts that a player asks for, and still can do nothing as a page', async () => {
    const { url } = await upload('语音.mp3', sound);
    const whole = await get(url);
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
      200,
      'audio/mpeg',
      'bytes',
    ]);
    expect(whole.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(Buffer.from(await whole.arrayBuffer()).equals(sound)).toBe(true);
    const part = await get(url, { headers: { range: 'bytes=100-199' } });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      `bytes 100-199/${sound.length}`,
      '100',
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(sound.subarray(100, 200))).toBe(true);
    const beyond = await get(url, { headers: { range: `bytes=${sound.length}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${sound.length}`]);
    const changed = await get(url, { headers: { range: 'bytes=100-199', 'if-range': '"x"' } });
    expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, sound.length]);
  });

  test('of an old phone, which no browser plays, is downloaded', async () => {
    const { url } = await upload('语音.amr', Buffer.from('#!AMR\n\x04\0\0\0\0\0\0\0', 'latin1'));
    const { headers } = await get(url);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
  });
});

describe('an address', () => {
  test('is good for nothing but what it was given for', async () => {
    const [one, other] = [
      await upload('a.png', await buildImage()),
      await upload('b.png', await buildImage()),
    ];
    const address = new URL(one.url, server.url);
    const changed = (change: (url: URL) => void) => {
      const url = new URL(address);
      change(url);
      return `${url.pathname}${url.search}`;
    };
    const expires = Number(address.searchParams.get('expires'));
    const wrong = [
      changed((url) => (url.pathname = `/attachments/${one.id}/preview`)),
      changed((url) => (url.pathname = `/attachments/${other.id}/original`)),
      changed((url) => url.searchParams.set('expires', String(expires + 43_200))),
      changed((url) => url.searchParams.set('expires', `${expires}.0`)),
      changed((url) => url.searchParams.delete('signature')),
      changed((url) => url.searchParams.set('signature', 'x'.repeat(43))),
      changed((url) => url.searchParams.set('signature', 'ü'.repeat(43))),
      `/attachments/${one.id}`,
      `/attachments/${one.id}/original`,
      '/attachments/',
      '/attachments/%2e%2e%2fdatabase/original?expires=1&signature=x',
      `/attachments/..%2f${one.id}/original${address.search}`,
      '/attachments//\\/original',
    ];
    for (const path of wrong) expect(await statusOf(path), path).toBe(404);
    expect(await statusOf(one.url)).toBe(200);
    expect((await get(one.url, { method: 'POST' })).status).toBe(405);
  });
});

describe('an upload', () => {
  test('that is too large is a typed error, and one far too large is not even read', async () => {
    const limit = 10 * 1024 * 1024;
    expect(await upload('x.txt', 'x'.repeat(limit + 1))).toMatchObject({ reason: 'TOO_LARGE' });
    const answer = await agent
      .postFile(operation, 'variables.file', new File(['x'.repeat(limit * 3)], 'x.txt'))
      .then(({ status }) => status)
      // The server may close while the client still sends.
      .catch(() => 413);
    expect(answer).toBe(413);
  });

  test('of somebody who is nobody is not read when it is large, and refused when it is small', async () => {
    const large = new File(['x'.repeat(1_000_000)], 'x.txt');
    const client = new GraphqlClient(server.url);
    const status = await client
      .postFile(operation, 'variables.file', large)
      .then((answer) => answer.status)
      .catch(() => 413);
    expect(status).toBe(413);
    expect(await upload('x.txt', 'x', client)).toMatchObject({ __typename: 'NotSignedInError' });
    const { client: visitor } = await enterAsVisitor(server.url);
    expect(await upload('x.txt', 'x', visitor)).toMatchObject({ __typename: 'Attachment' });
  });

  test('that another site’s page could make without asking is refused', async () => {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query: operation, variables: {} }));
    form.set('map', '{"0":["variables.file"]}');
    form.set('0', new File(['x'], 'x.txt'));
    expect((await agent.postForm(form, {})).status).toBe(403);
  });

  test.each([
    ['two files', (form: FormData) => form.set('1', new File(['x'], 'y.txt'))],
    ['more fields than an operation needs', (form: FormData) => form.set('more', 'x')],
    ['an operation that is as large as a file', (form: FormData) => form.set('map', ' '.repeat(300_000))],
  ])('with %s is refused, and the process lives', async (_what, change) => {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query: operation, variables: {} }));
    form.set('map', '{"0":["variables.file"]}');
    form.set('0', new File(['x'], 'x.txt'));
    change(form);
    const answer = await agent.postForm(form);
    expect(answer.status).toBe(400);
    expect(await statusOf('/readyz')).toBe(200);
  });

  test('that is no file but text is refused', async () => {
    for (const file of ['x', null, { arrayBuffer: 'x', name: 'x', size: 1 }]) {
      const answer = await agent.post(JSON.stringify({ query: operation, variables: { file } }));
      expect(((await answer.json()) as { data?: unknown }).data).toBeUndefined();
    }
  });
});
