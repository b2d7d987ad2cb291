import { afterAll, beforeAll, expect, test } from 'vitest';
import { examplesAt } from '../../api/server/docs/examples.ts';
import { guides } from '../../api/server/docs/guides.ts';
import { enterAsVisitor, signInToken } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';
import { SseReader } from '../support/sseReader.ts';

let server: Server;
let admin: string;
beforeAll(async () => {
  server = await startServer();
  admin = `Bearer ${await signInToken(server.url, 'admin')}`;
});
afterAll(() => server.dispose());

const get = (path: string, authorization?: string) =>
  fetch(`${server.url}${path}`, { headers: authorization ? { authorization } : {} });

test('the guides are open to everybody, with the address under which they are read', async () => {
  for (const { slug, title } of guides) {
    const page = await get(`/docs/${slug}`);
    expect(page.status, slug).toBe(200);
    const text = await page.text();
    expect(text).toContain(`<h1 id=`);
    expect(text).toContain(`${title} · Dukou API</title>`);
    expect(text).not.toContain('dukou.example');
  }
  expect(await (await get('/docs/first-steps')).text()).toContain(`curl -s ${server.url}/graphql`);
});

test('what follows from the schema is only for those who may explore the API', async () => {
  const { entry } = await enterAsVisitor(server.url);
  const others = [
    undefined,
    `Bearer ${await signInToken(server.url, 'lin')}`,
    `Visitor ${entry.visitorSecret}`,
  ];
  const paths = ['', '/Session', '/mutation/sendMessage', '/examples', '/nothing'].map(
    (path) => `/docs/reference${path}`,
  );
  for (const path of [...paths, '/docs/schema.graphql', '/docs/search?q=updateSettings']) {
    for (const authorization of others) {
      const page = await get(path, authorization);
      expect(page.status, path).toBe(path.includes('search') ? 200 : 403);
      expect(await page.text()).not.toMatch(/SessionMessagesConnection|clientId|updateSettings</);
    }
    expect((await get(path, admin)).status, path).toBe(path.endsWith('/nothing') ? 404 : 200);
  }
  expect(await (await get('/docs/schema.graphql', admin)).text()).toContain('type Session {');
});

test('every link within the documentation leads to a page, and to its place there', async () => {
  const seen = new Map<string, string>();
  const waiting = ['/docs'];
  const broken: string[] = [];
  const links: { from: string; path: string; anchor: string }[] = [];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    const page = await get(path, admin);
    const text = await page.text();
    seen.set(path, text);
    if (page.status !== 200) broken.push(path);
    if (path === '/docs/schema.graphql') continue;
    for (const [, href = ''] of text.matchAll(/href="((?:\/docs|#)[^"]*)"/g)) {
      const [to = '', anchor = ''] = href.split('#');
      links.push({ from: path, path: to || path, anchor });
      if (to) waiting.push(to);
    }
  }
  const lost = links.filter(({ path, anchor }) => anchor && !seen.get(path)?.includes(`id="${anchor}"`));
  expect(broken).toEqual([]);
  expect([...new Set(lost.map(({ path, anchor }) => `${path}#${anchor}`))]).toEqual([]);
  expect(seen.size).toBeGreaterThan(200);
});

test('the pages need no script and take none, and no other page may show them in a frame', async () => {
  const page = await get(`/docs/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`, admin);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script-src');
  expect(policy).toContain("frame-ancestors 'none'");
  expect(await page.text()).not.toMatch(/<script/i);
  expect((await fetch(`${server.url}/docs`, { method: 'POST' })).status).toBe(405);
  expect((await get('/docs/..%2f..%2fpackage.json')).status).toBe(404);
});

test('the examples run as they are on the demo data', async () => {
  for (const { name, document } of examplesAt(server.url)) {
    const ask = { query: document, operationName: name };
    if (/^subscription/m.test(document)) {
      const stream = await SseReader.open(`${server.url}/graphql`, admin, ask);
      await stream.untilHeard('event: next');
      expect(stream.text, name).not.toContain('errors');
      await stream.close();
      continue;
    }
    const headers = { authorization: admin, 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(ask),
    });
    const { data, errors } = (await answer.json()) as { data?: object; errors?: unknown };
    expect(errors, name).toBeUndefined();
    const isMeant = name === 'TypedError' ? 'InvalidInputError' : name === 'EnterSite' ? 'SiteEntry' : '';
    expect(JSON.stringify(data), name).toContain(isMeant);
  }
});

test('GraphiQL opens with the examples, or with what its address asks for', async () => {
  const open = async (query: string) => {
    const headers = { authorization: admin, accept: 'text/html' };
    return (await fetch(`${server.url}/graphql${query}`, { headers })).text();
  };
  const page = await open('');
  for (const { name } of examplesAt(server.url)) expect(page).toContain(` ${name} {`);
  const address = new URLSearchParams({
    query: '{ limits }',
    variables: '{"x":"</script><script>alert(1)"}',
  });
  const asked = await open(`?${address.toString()}`);
  expect(asked).not.toContain('defaultTabs":[');
  expect(asked).not.toContain('</script><script>alert(1)');
  expect(asked).toContain('alert(1)');
});
