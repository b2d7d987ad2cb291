import { afterAll, beforeAll, expect, test } from 'vitest';
import { NotFoundError } from '../../api/core/errors.ts';
import { visitPage } from '../../api/pageVisit/visitPage.ts';
import { recordPageVisit } from '../../api/pageVisit/recordPageVisit.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { buildTalk } from '../contactDetail/build.ts';
import { connection } from '../support/executeAs.ts';
import { ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function buildTrail() {
  const talk = await buildTalk(core);
  const trail = async () => {
    const visits = await core.database.prisma.pageVisit.findMany({
      where: { sessionId: talk.sessionId },
      orderBy: [{ enteredAt: 'asc' }, { id: 'asc' }],
    });
    return visits.map(({ url }) => url.replace(ownOrigin, ''));
  };
  const visit = (path: string) =>
    visitPage(core, talk.visitor, {
      sessionId: talk.sessionId,
      pageUrl: `${ownOrigin}${path}`,
      pageTitle: path,
    });
  return { ...talk, trail, visit };
}

test('a session’s trail begins with the landing page and grows with each page, by loading or without', async () => {
  const { trail, visit, site, visitorSecret, sessionId } = await buildTrail();
  const [landing] = await trail();
  await visit('/doctors');
  await visit('/doctors');
  core.clock.advance(1000);
  await enterSite(core, { siteKey: site.key, visitorSecret, pageUrl: `${ownOrigin}/prices` }, connection);
  await enterSite(core, { siteKey: site.key, visitorSecret, pageUrl: `${ownOrigin}/prices` }, connection);
  expect(await trail()).toEqual([landing, '/doctors', '/prices']);
  const session = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(session.currentPageUrl).toBe(`${ownOrigin}/prices`);
});

test('the latest two hundred pages are kept', async () => {
  const { trail, sessionId } = await buildTrail();
  for (let i = 0; i < 205; i++) {
    const page = { url: `${ownOrigin}/${i}`, title: '' };
    await recordPageVisit(core.database.prisma, sessionId, page, new Date(core.clock.now().getTime() + i));
  }
  const pages = await trail();
  expect(pages).toHaveLength(200);
  expect(pages.at(-1)).toBe('/204');
});

test('a page of another origin, another visitor’s session and an ended one are refused', async () => {
  const { visitor, visit, sessionId, trail } = await buildTrail();
  const evil = { sessionId, pageUrl: 'https://evil.example/' };
  await expect(visitPage(core, visitor, evil)).rejects.toThrow(NotFoundError);
  const other = await buildTalk(core);
  await expect(visitPage(core, other.visitor, { sessionId, pageUrl: `${ownOrigin}/stolen` })).rejects.toThrow(
    NotFoundError,
  );
  await core.database.prisma.session.update({
    where: { id: sessionId },
    data: { endedAt: core.clock.now() },
  });
  await expect(visit('/late')).rejects.toThrow(SessionEndedError);
  expect(await trail()).toHaveLength(1);
});
