import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../api/agent/password.ts';
import type { Database } from '../../api/core/database.ts';
import { scriptKinds } from '../../api/script/scriptRules.ts';
import { consistent } from '../../api/script/scriptShapeRules.ts';
import { demoLogins, demoPassword, seedDemo } from '../../prisma/seed.ts';
import { freshDatabase, testedKinds } from '../support/freshDatabase.ts';

describe.each(testedKinds)('the demo in an empty %s database', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  it('is put there once, however many try at once', async () => {
    const done = await Promise.all([1, 2, 3].map(() => seedDemo(database.prisma)));
    expect(done.sort()).toEqual([false, false, true]);
    expect(await seedDemo(database.prisma)).toBe(false);
    expect(await database.prisma.agent.count()).toBe(demoLogins.length);
    expect(await database.prisma.site.count()).toBe(1);
  });

  it('has a tree of departments whose paths lead from the root', async () => {
    const departments = await database.prisma.department.findMany({ include: { parent: true } });
    for (const { id, parent, path } of departments) expect(path).toBe(`${parent?.path ?? ''}${id}/`);
    const root = departments.find(({ parent }) => parent === null);
    const below = departments.filter(({ path }) => path.startsWith(root?.path ?? '-'));
    expect(below.map(({ name }) => name).sort()).toEqual(
      ['总部', '网络咨询部', '咨询一组', '咨询二组', '导医台'].sort(),
    );
  });

  it('has a script of each kind as the API would take it, and none that speaks before somebody wants it', async () => {
    const scripts = await database.prisma.script.findMany();
    for (const script of scripts) expect(consistent(script)).toEqual(script);
    expect(new Set(scripts.map(({ kind }) => kind))).toEqual(new Set(scriptKinds));
    expect(scripts.filter(({ isEnabled }) => isEnabled)).toEqual([]);
  });

  it('lets its agents in with the printed password', async () => {
    const agents = await database.prisma.agent.findMany({ include: { department: true, role: true } });
    expect(agents.map(({ login }) => login).sort()).toEqual([...demoLogins].sort());
    for (const agent of agents) expect(await verifyPassword(demoPassword, agent.passwordHash)).toBe(true);
    const lin = agents.find(({ login }) => login === 'lin');
    expect(lin).toMatchObject({
      department: { name: '网络咨询部' },
      role: { name: '客服' },
    });
  });

  it('has a site, system tags, and quick replies of everybody and of one agent', async () => {
    const site = await database.prisma.site.findUnique({
      where: { key: 'demo' },
      include: { departments: { include: { department: true } } },
    });
    expect(site).toMatchObject({ name: '渡口门诊', allowedOrigins: [] });
    expect(site?.departments.map(({ department }) => department.name)).toEqual(['网络咨询部']);
    const system = await database.prisma.tag.findMany({
      where: { isSystem: true },
      orderBy: { position: 'asc' },
    });
    expect(system.map(({ name }) => name)).toEqual(['转微', '转电', '预约', '到诊']);
    expect(await database.prisma.quickReply.count({ where: { owner: { login: 'lin' } } })).toBe(2);
    expect(await database.prisma.quickReply.count({ where: { ownerId: null } })).toBe(10);
  });
});
