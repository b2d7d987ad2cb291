import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { noteSighting } from '../../api/site/noteSighting.ts';
import { OriginNotAllowedError } from '../../api/site/siteErrors.ts';
import { updateSite } from '../../api/site/updateSite.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { createHttpServer } from '../../api/server/httpServer.ts';
import { AgentPresence } from '../../api/agent/presence.ts';
import { VisitorPresence } from '../../api/visitor/visitorPresence.ts';
import type { Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite } from '../support/build.ts';
import { connection, executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let admin: AgentActor;
let site: Site;
const clinic = 'https://www.clinic.example';
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000', PORT: '0' });
  const department = await buildDepartment(core);
  admin = await buildAgent(core, department, ['MANAGE_SITES']);
  site = await buildSite(core, department, [clinic]);
});
afterAll(() => core.close());

const enter = (pageUrl: string) =>
  enterSite(core, { siteKey: site.key, pageUrl, loaderVersion: '2' }, connection);
const note = (pageUrl: string, more: { address?: string; isShown?: boolean; siteId?: string } = {}) =>
  noteSighting(core, {
    siteId: site.id,
    pageUrl,
    loaderVersion: '2',
    isShown: false,
    address: '203.0.113.1',
    ...more,
  });

async function sightings(): Promise<{ origin: string; [field: string]: unknown }[]> {
  const fields = 'origin pageUrl loaderVersion shownAt refusedAt isAllowed';
  const source = `{ site(id: "${site.id}") { sightings { ${fields} } } }`;
  const answer = await executeAs<{ site: { sightings: { origin: string }[] } }>(core, admin, source);
  return answer.site.sightings;
}

test('the site knows where its widget was shown, and where it was refused until that is allowed', async () => {
  await enter(`${clinic}/doctors?phone=13800000000#me`);
  await expect(enter('https://m.clinic.example/')).rejects.toThrow(OriginNotAllowedError);
  const now = core.clock.now().toISOString();
  const shown = { origin: clinic, pageUrl: `${clinic}/doctors`, loaderVersion: '2', isAllowed: true };
  const refused = { origin: 'https://m.clinic.example', isAllowed: false };
  expect((await sightings()).toSorted((a, b) => (a.origin < b.origin ? 1 : -1))).toEqual([
    expect.objectContaining({ ...shown, shownAt: now, refusedAt: null }),
    expect.objectContaining({ ...refused, shownAt: null, refusedAt: now }),
  ]);
  await updateSite(core, admin, { siteId: site.id, allowedOrigins: [clinic, 'https://m.clinic.example'] });
  expect((await sightings()).map(({ isAllowed }) => isAllowed)).toEqual([true, true]);
  core.clock.advance(1_000);
  await enter('https://m.clinic.example/');
  expect(await sightings()).toContainEqual(
    expect.objectContaining({ origin: 'https://m.clinic.example', shownAt: core.clock.now().toISOString() }),
  );
});

test('it is written down once a minute at most for each origin', async () => {
  await note('https://often.example/one');
  core.clock.advance(1_000);
  await note('https://often.example/two');
  const [latest] = (await sightings()).filter(({ origin }) => origin === 'https://often.example');
  expect(latest).toMatchObject({ pageUrl: 'https://often.example/one' });
});

test('whoever makes pages up neither fills the database nor pushes the true ones out', async () => {
  const flood = (address: string, name: string) =>
    Promise.all(
      Array.from({ length: 90 }, (_, index) => note(`https://${name}${index}.example/`, { address })),
    );
  await flood('203.0.113.2', 'a');
  expect((await sightings()).filter(({ origin }) => origin.startsWith('https://a'))).toHaveLength(60);
  for (const last of [3, 4, 5, 6]) {
    core.clock.advance(1_000);
    await flood(`203.0.113.${last}`, `b${last}`);
  }
  expect(await core.database.prisma.widgetSighting.count({ where: { siteId: site.id } })).toBe(100);
  for (const pageUrl of ['', 'about:blank', 'x', `https://${'x'.repeat(400)}.example`]) await note(pageUrl);
  expect(await core.database.prisma.widgetSighting.count({ where: { siteId: site.id } })).toBe(100);
});

test('a page that may not show the frame is heard of by the frame’s request', async () => {
  const server = createHttpServer(core, {
    agents: new AgentPresence(core),
    visitors: new VisitorPresence(core),
  });
  const port = await server.listen();
  const ask = (headers: Record<string, string>) =>
    new Promise<string | undefined>((resolve, reject) => {
      const url = `http://127.0.0.1:${port}/widget/frame?site=${site.key}&loader=2`;
      get(url, { headers }, (response) => {
        response.resume();
        resolve(response.headers['content-security-policy'] as string | undefined);
      }).on('error', reject);
    });
  expect(await ask({ referer: 'https://strange.example/', 'sec-fetch-dest': 'iframe' })).toContain(
    `frame-ancestors 'self' ${clinic}`,
  );
  await ask({ referer: 'https://linking.example/', 'sec-fetch-dest': 'document' });
  await ask({});
  await expect
    .poll(async () => (await sightings()).map(({ origin }) => origin))
    .toContain('https://strange.example');
  expect((await sightings()).map(({ origin }) => origin)).not.toContain('https://linking.example');
  await server.stop();
});
