import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { firstSteps } from '../../api/setup/firstSteps.ts';
import { deleteSite } from '../../api/site/deleteSite.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const nothing = {
  hasSite: false,
  isWidgetSeen: false,
  hasDepartment: false,
  answeringAgentsCount: 0,
  hasTalk: false,
};

test('the first steps are ticked by what there is, the demo’s site not counted', async () => {
  const root = await buildDepartment(core);
  const admin = await buildAgent(core, root, ['MANAGE_SITES']);
  const demo = await buildSite(core, root);
  await core.database.prisma.site.update({ where: { id: demo.id }, data: { key: 'demo' } });
  await buildVisitor(core, { ...demo, key: 'demo' });
  expect(await firstSteps(core)).toEqual(nothing);

  const department = await buildDepartment(core, root);
  const site = await buildSite(core, department);
  expect(await firstSteps(core)).toEqual({ ...nothing, hasSite: true, hasDepartment: true });
  await buildAgent(core, await buildDepartment(core, department));
  await buildAgent(core, department);
  const { visitor, session } = await buildVisitor(core, site);
  const almost = { hasSite: true, hasDepartment: true, isWidgetSeen: true, answeringAgentsCount: 2 };
  expect(await firstSteps(core)).toEqual({ ...almost, hasTalk: false });
  await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'hello' });
  expect(await firstSteps(core)).toEqual({ ...almost, hasTalk: true });

  await core.database.prisma.session.updateMany({ data: { endedAt: core.clock.now() } });
  await deleteSite(core, admin, { siteId: site.id });
  expect(await firstSteps(core)).toEqual(nothing);
});
