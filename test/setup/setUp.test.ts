import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn } from '../../api/agent/signIn.ts';
import { InvalidInputError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { issueSetupToken } from '../../api/setup/issueSetupToken.ts';
import { setUp } from '../../api/setup/setUp.ts';
import { SetupRefusedError } from '../../api/setup/setupErrors.ts';
import { authenticateAgent } from '../../api/agent/authenticateAgent.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { anonymous } from '../../api/core/actor.ts';
import { connection, executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeEach(async () => {
  core = await buildTestCore();
});
afterEach(() => core.close());

const wishes = {
  organisationName: '渡口门诊',
  departmentName: '网络咨询部',
  displayName: '沈主任',
  login: 'Shen',
  password: 'long enough',
  greeting: '您好',
  allowedOrigins: ['https://www.clinic.example/'],
};
const newToken = async () => (await issueSetupToken(core)) ?? '';

test('whoever started the server makes the organisation, and is its signed-in admin', async () => {
  const isSetUp = () => executeAs(core, anonymous, '{ installation { isSetUp } }');
  expect(await isSetUp()).toEqual({ installation: { isSetUp: false } });
  const { agent, token } = await setUp(core, { ...wishes, token: await newToken() }, connection);
  expect(agent).toMatchObject({ login: 'shen', displayName: '沈主任', status: 'ONLINE' });
  const admin = await authenticateAgent(core, token);
  expect(admin?.permissions.has('MANAGE_ROLES')).toBe(true);
  expect(await isSetUp()).toEqual({ installation: { isSetUp: true } });
  await signIn(core, { login: 'shen', password: 'long enough' }, connection);

  const { prisma } = core.database;
  const [root, first] = await prisma.department.findMany({ orderBy: { path: 'asc' } });
  expect(root).toMatchObject({ name: '渡口门诊', parentId: null, path: `${root?.id}/` });
  expect(first).toMatchObject({ name: '网络咨询部', path: `${root?.id}/${first?.id}/` });
  expect(await prisma.role.count({ where: { isShipped: true } })).toBe(3);
  const site = await prisma.site.findFirstOrThrow({ include: { departments: true } });
  expect(site).toMatchObject({ name: '渡口门诊', allowedOrigins: ['https://www.clinic.example'] });
  expect(site.departments).toEqual([expect.objectContaining({ departmentId: first?.id })]);
  await enterSite(core, { siteKey: site.key, pageUrl: 'https://www.clinic.example/' }, connection);
  expect(await prisma.auditEntry.findFirst()).toMatchObject({ action: 'setUp', targetId: agent.id });
});

test('each start gives one more token; all are gone once one was used, and a used one is good for nothing', async () => {
  const [first, second] = [await newToken(), await newToken()];
  expect(JSON.stringify(await core.database.prisma.setupToken.findMany())).not.toContain(first);
  const results = await Promise.allSettled(
    [first, second].map((token, index) =>
      setUp(core, { ...wishes, token, login: `admin${index}` }, connection),
    ),
  );
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await core.database.prisma.agent.count()).toBe(1);
  expect(await core.database.prisma.setupToken.count()).toBe(0);
  expect(await issueSetupToken(core)).toBeUndefined();
  await expect(setUp(core, { ...wishes, token: first }, connection)).rejects.toThrow(SetupRefusedError);
});

test('a wrong token, and one of yesterday, sets nothing up, and guessing is counted', async () => {
  const token = await newToken();
  await expect(setUp(core, { ...wishes, token: 'guess' }, connection)).rejects.toThrow(SetupRefusedError);
  core.clock.advance(25 * 60 * 60 * 1000);
  await expect(setUp(core, { ...wishes, token }, connection)).rejects.toThrow(SetupRefusedError);
  const guess = () => setUp(core, { ...wishes, token: 'guess', password: 'short' }, connection);
  for (let attempt = 0; attempt < 28; attempt++) await guess().catch(() => undefined);
  await expect(guess()).rejects.toThrow(TooManyAttemptsError);
  expect(await core.database.prisma.agent.count()).toBe(0);
  expect(await core.database.prisma.role.count()).toBe(0);
});

test('bad input names its field and leaves the token as it is', async () => {
  const token = await newToken();
  const bad = [
    { organisationName: ' ' },
    { departmentName: 'x'.repeat(101) },
    { login: 'two words' },
    { password: 'short' },
    { allowedOrigins: ['clinic'] },
    { password: 'shen.admin', login: 'Shen.admin' },
  ];
  for (const change of bad)
    await expect(
      setUp(core, { ...wishes, ...change, token }, connection),
      JSON.stringify(change),
    ).rejects.toThrow(InvalidInputError);
  await setUp(core, { ...wishes, token }, connection);
});
