import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { endSession } from '../../api/session/endSession.ts';
import { createSite } from '../../api/site/createSite.ts';
import { deleteSite } from '../../api/site/deleteSite.ts';
import { renewSiteKey } from '../../api/site/renewSiteKey.ts';
import { setSiteDepartments } from '../../api/site/setSiteDepartments.ts';
import { SiteInUseError, UnknownSiteError } from '../../api/site/siteErrors.ts';
import { updateSite } from '../../api/site/updateSite.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function buildStaff() {
  const department = await buildDepartment(core);
  const admin = await buildAgent(core, department, ['MANAGE_SITES', 'END_COLLEAGUES_SESSIONS']);
  return { department, admin, plain: await buildAgent(core, department) };
}

const auditOf = (targetId: string) =>
  core.database.prisma.auditEntry.findMany({ where: { targetId }, orderBy: { at: 'asc' } });

test('a site is made with a key of its own, changed, and each change is written down', async () => {
  const { admin } = await buildStaff();
  const site = await createSite(core, admin, { name: ' 渡口门诊 ', greeting: '您好' });
  const other = await createSite(core, admin, { name: '渡口门诊' });
  expect(site).toMatchObject({ name: '渡口门诊', side: 'RIGHT', launcherText: '', allowedOrigins: [] });
  expect(site.key).toMatch(/^[0-9a-f]{24}$/);
  expect(other.key).not.toBe(site.key);
  const look = { accentColor: '#AA0011', side: 'LEFT', launcherText: '在线咨询' } as const;
  expect(await updateSite(core, admin, { siteId: site.id, ...look })).toMatchObject({
    name: '渡口门诊',
    greeting: '您好',
    ...{ ...look, accentColor: '#aa0011' },
  });
  await updateSite(core, admin, { siteId: site.id, ...look });
  expect((await auditOf(site.id)).map(({ action }) => action)).toEqual(['createSite', 'updateSite']);
});

test('of allowed pages the origin counts, once, and what is no address of a page is refused', async () => {
  const { admin } = await buildStaff();
  const { id: siteId } = await createSite(core, admin, { name: 'x' });
  const allow = (...allowedOrigins: string[]) => updateSite(core, admin, { siteId, allowedOrigins });
  const { allowedOrigins } = await allow(
    'https://www.clinic.example/doctors?id=1#top',
    ' HTTPS://WWW.clinic.example:443 ',
    'http://127.0.0.1:8080',
    'http://[::1]:3000/x',
    'https://诊所.中国',
  );
  expect(allowedOrigins).toEqual([
    'https://www.clinic.example',
    'http://127.0.0.1:8080',
    'http://[::1]:3000',
    'https://xn--8oup83g.xn--fiqs8s',
  ]);
  const bad = ['clinic.example', 'ftp://clinic.example', 'https://*.example', 'https://a;script-src x', ''];
  for (const address of [...bad, "https://a'self'.example", 'javascript:alert(1)', 'https://a;b.example'])
    await expect(allow('https://fine.example', address), address).rejects.toMatchObject({
      violations: [{ field: 'allowedOrigins.1', rule: 'MALFORMED' }],
    });
  const many = Array.from({ length: 51 }, (_, index) => `https://page${index}.example`);
  await expect(allow(...many)).rejects.toThrow(InvalidInputError);
  expect((await allow(...many.slice(0, 50))).allowedOrigins).toHaveLength(50);
});

test('each field of a site has its limit, and a bad one changes nothing', async () => {
  const { admin } = await buildStaff();
  const { id: siteId } = await createSite(core, admin, { name: 'x' });
  const bad = [
    { name: ' ' },
    { name: 'x'.repeat(101) },
    { greeting: 'x'.repeat(1001) },
    { accentColor: 'red' },
    { accentColor: '#fff' },
    { launcherText: 'x'.repeat(21) },
  ];
  for (const change of bad)
    await expect(
      updateSite(core, admin, { siteId, ...change }),
      JSON.stringify(change),
    ).rejects.toMatchObject({ violations: [{ field: Object.keys(change)[0] }] });
  expect(await updateSite(core, admin, { siteId })).toMatchObject({ name: 'x', accentColor: '#0f766e' });
});

test('only who manages sites makes, changes and deletes them, and reads their keys', async () => {
  const { admin, plain } = await buildStaff();
  const { id: siteId } = await createSite(core, admin, { name: 'x' });
  const forbidden = [
    () => createSite(core, plain, { name: 'y' }),
    () => updateSite(core, plain, { siteId, name: 'y' }),
    () => renewSiteKey(core, plain, { siteId }),
    () => deleteSite(core, plain, { siteId }),
  ];
  for (const attempt of forbidden) await expect(attempt()).rejects.toThrow(NotAllowedError);
  await expect(executeAs(core, plain, '{ sites { key } }')).rejects.toThrow('not allowed');
  await expect(executeAs(core, plain, '{ sites { allowedOrigins } }')).rejects.toThrow('not allowed');
});

test('with another key, pages with the old one show no widget any more', async () => {
  const { admin, department } = await buildStaff();
  const before = await buildSite(core, department);
  await buildVisitor(core, before);
  const after = await renewSiteKey(core, admin, { siteId: before.id });
  expect(after.key).not.toBe(before.key);
  await expect(buildVisitor(core, before)).rejects.toThrow(UnknownSiteError);
  await buildVisitor(core, after);
});

test('a site without live sessions is deleted: its key opens nothing, and what was said stays', async () => {
  const { admin, department } = await buildStaff();
  const site = await buildSite(core, department);
  const { session } = await buildVisitor(core, site);
  const remove = () => deleteSite(core, admin, { siteId: site.id });
  await expect(remove()).rejects.toThrow(SiteInUseError);
  await endSession(core, admin, { sessionId: session.id });
  await remove();
  await expect(buildVisitor(core, site)).rejects.toThrow(UnknownSiteError);
  const listed = await executeAs<{ sites: { id: string }[] }>(core, admin, '{ sites { id } }');
  expect(listed.sites.map(({ id }) => id)).not.toContain(site.id);
  const source = `{ site(id: "${site.id}") { id } session(id: "${session.id}") { ... on Session { site { name } } } }`;
  expect(await executeAs(core, admin, source)).toEqual({ site: null, session: { site: { name: 'Clinic' } } });
  const gone = { siteId: site.id };
  for (const attempt of [
    () => remove(),
    () => updateSite(core, admin, { ...gone, name: 'y' }),
    () => renewSiteKey(core, admin, gone),
    () => setSiteDepartments(core, admin, { ...gone, departments: [] }),
  ])
    await expect(attempt()).rejects.toThrow(NotFoundError);
});

test('whoever manages a site is told which departments serve it at this hour', async () => {
  const { admin, department } = await buildStaff();
  const { id: siteId } = await createSite(core, admin, { name: 'x' });
  const other = await buildDepartment(core, department);
  // It is Sunday, 16:00 in Shanghai.
  const sundays = { weekdays: [7], from: '08:00', to: '17:00' };
  await setSiteDepartments(core, admin, {
    siteId,
    departments: [
      { departmentId: department.id, workingHours: [sundays] },
      { departmentId: other.id, workingHours: [{ ...sundays, to: '16:00' }] },
    ],
  });
  const source = `{ site(id: "${siteId}") { departments { isOpenNow department { id } } } }`;
  expect(await executeAs(core, admin, source)).toEqual({
    site: {
      departments: [
        { isOpenNow: true, department: { id: department.id } },
        { isOpenNow: false, department: { id: other.id } },
      ],
    },
  });
});
