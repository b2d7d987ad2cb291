import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveFolder } from '../../api/server/serveFolder.ts';

test('what is text says in which letters', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dukou-files-'));
  const types = {
    'part.js': 'text/javascript; charset=utf-8',
    'look.css': 'text/css; charset=utf-8',
    'widget.d.ts': 'text/plain; charset=utf-8',
    'page.html': 'text/html;charset=utf-8',
    'image.png': 'image/png',
  };
  for (const name of Object.keys(types)) await writeFile(join(folder, name), '渡口');
  const server = createServer(serveFolder(folder));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    for (const [name, type] of Object.entries(types))
      expect((await fetch(`${url}/${name}`)).headers.get('content-type')).toBe(type);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});

test('a file that a new build has taken away ends its answer, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dukou-files-'));
  await writeFile(join(folder, 'old.js'), 'old');
  await writeFile(join(folder, 'page.html'), 'page');
  const server = createServer(serveFolder(folder));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await (await fetch(`${url}/old.js`)).text()).toBe('old');
    await rm(join(folder, 'old.js'));
    await expect(fetch(`${url}/old.js`).then((answer) => answer.text())).rejects.toThrow();
    expect(await (await fetch(`${url}/page.html`)).text()).toBe('page');
    expect((await fetch(`${url}/none`)).status).toBe(404);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});
