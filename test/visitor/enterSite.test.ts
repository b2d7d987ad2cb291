import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { endSession } from '../../api/session/endSession.ts';
import { OriginNotAllowedError, UnknownSiteError } from '../../api/site/siteErrors.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { buildAgent, buildDepartment, buildSite, ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '50' });
});
afterAll(() => core.close());

let lastAddress = 0;
/** Enters from an address of its own, so that tests do not use up each other's attempts. */
const enter = (siteKey: string, more: { pageUrl?: string; visitorSecret?: string } = {}) =>
  enterSite(
    core,
    { siteKey, pageUrl: `${ownOrigin}/`, ...more },
    { address: `198.51.100.${++lastAddress}`, userAgent: 'Test browser', ownOrigin },
  );
const buildOpenSite = async (allowedOrigins: string[] = []) => {
  const department = await buildDepartment(core);
  return { department, site: await buildSite(core, department, allowedOrigins) };
};

test('a new visitor gets a nickname, a secret of which only the hash is kept, and a session in the serving department', async () => {
  const { department, site } = await buildOpenSite();
  const entry = await enter(site.key);
  expect(entry.visitor.nickname).toMatch(/^\d{8}$/);
  expect(entry.session).toMatchObject({
    departmentId: department.id,
    ownerId: null,
    landingPageUrl: `${ownOrigin}/`,
  });
  const rows = JSON.stringify(await core.database.prisma.visitorDevice.findMany());
  expect(rows).not.toContain(entry.visitorSecret);
});

test('a visitor who comes back with the secret is the same one and resumes the live session', async () => {
  const { site } = await buildOpenSite();
  const first = await enter(site.key);
  const second = await enter(site.key, {
    visitorSecret: first.visitorSecret,
    pageUrl: `${ownOrigin}/prices`,
  });
  expect(second).toMatchObject({
    visitorSecret: first.visitorSecret,
    visitor: { id: first.visitor.id },
    session: { id: first.session.id, currentPageUrl: `${ownOrigin}/prices`, landingPageUrl: `${ownOrigin}/` },
  });
});

test('pages that enter at the same instant share one session', async () => {
  const { site } = await buildOpenSite();
  const { visitorSecret, session } = await enter(site.key);
  await core.database.prisma.session.update({ where: { id: session.id }, data: { endedAt: new Date() } });
  const entries = await Promise.all(Array.from({ length: 8 }, () => enter(site.key, { visitorSecret })));
  expect(new Set(entries.map((entry) => entry.session.id)).size).toBe(1);
});

test('after the end a visitor who enters again gets a new session', async () => {
  const { department, site } = await buildOpenSite();
  const agent = await buildAgent(core, department);
  const first = await enter(site.key);
  await endSession(core, agent, { sessionId: first.session.id });
  const second = await enter(site.key, { visitorSecret: first.visitorSecret });
  expect(second.visitor.id).toBe(first.visitor.id);
  expect(second.session.id).not.toBe(first.session.id);
});

test('a wrong secret, or one of another site, counts as none', async () => {
  const { site } = await buildOpenSite();
  const { site: other } = await buildOpenSite();
  const { visitorSecret, visitor } = await enter(other.key);
  for (const secret of [visitorSecret, 'invented']) {
    const entry = await enter(site.key, { visitorSecret: secret });
    expect(entry.visitor.id).not.toBe(visitor.id);
    expect(entry.visitorSecret).not.toBe(secret);
  }
});

test('only pages of the site’s origins and our own may show the widget', async () => {
  const { site } = await buildOpenSite(['https://clinic.example']);
  await expect(enter(site.key, { pageUrl: 'https://clinic.example/a?b#c' })).resolves.toBeDefined();
  for (const pageUrl of [
    'https://evil.example/',
    'http://clinic.example/',
    'https://clinic.example.evil.example/',
  ]) {
    await expect(enter(site.key, { pageUrl })).rejects.toThrow(OriginNotAllowedError);
  }
  await expect(enter(site.key, { pageUrl: 'javascript:alert(1)' })).rejects.toThrow(InvalidInputError);
});

test('an unknown site key opens nothing', async () => {
  const before = await core.database.prisma.session.count();
  await expect(enter('no such key')).rejects.toThrow(UnknownSiteError);
  expect(await core.database.prisma.session.count()).toBe(before);
});

test('an address that enters too often is told when to try again', async () => {
  const { site } = await buildOpenSite();
  const flood = () =>
    enterSite(
      core,
      { siteKey: site.key, pageUrl: `${ownOrigin}/` },
      { address: '192.0.2.1', userAgent: '', ownOrigin },
    );
  for (let index = 0; index < 50; index++) await flood();
  const error = await flood().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TooManyAttemptsError);
  expect((error as TooManyAttemptsError).retryAfterSeconds).toBeGreaterThan(0);
});
