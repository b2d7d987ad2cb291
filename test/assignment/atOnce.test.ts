import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setStatus } from '../../api/agent/setStatus.ts';
import { takeSession } from '../../api/assignment/takeSession.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { endSession } from '../../api/session/endSession.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { writeVisitorConnections } from '../../api/visitor/writeVisitorConnections.ts';
import type { Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor, ownOrigin } from '../support/build.ts';
import { buildTwoTestCores, type TestCore } from '../support/testCore.ts';
import { buildClinic } from './clinic.ts';
import { anyStep, take, type Step } from './history.ts';
import { broken, takePicture } from './invariants.ts';
import { TickingClock } from './tickingClock.ts';

describe('two processes on one database, or one where it is embedded', () => {
  let one: TestCore;
  let two: TestCore;
  beforeAll(async () => {
    [one, two] = await buildTwoTestCores({ ENTRIES_PER_MINUTE: '100000' });
    one.clock = two.clock = new TickingClock();
  });
  afterAll(async () => {
    if (two !== one) await two.close();
    await one.close();
  });

  /** Whose capacity changes twice at once is compared with neither. */
  const changesCapacityOnce = (steps: Step[]) =>
    steps.filter(
      ({ what, who }, index) =>
        what !== 'setCapacity' || steps.findIndex((step) => step.what === what && step.who === who) === index,
    );

  test('whatever happens at once, through both, the rules hold afterwards and nobody is refused for it', async () => {
    const anyRound = fc.array(anyStep, { minLength: 4, maxLength: 8 }).map(changesCapacityOnce);
    // On a machine that has other work there are fewer histories, and what fails is shrunk less.
    const deadline = Date.now() + 20_000;
    await fc.assert(
      fc.asyncProperty(fc.array(anyRound, { minLength: 10, maxLength: 20 }), async (rounds) => {
        if (Date.now() > deadline) return;
        const clinic = await buildClinic(one);
        await renewProcessLease(two);
        let before = await takePicture(one);
        for (const steps of rounds) {
          await Promise.all(steps.map((step, index) => take(index % 2 ? two : one, clinic, step)));
          const after = await takePicture(one);
          expect(broken(before, after)).toEqual([]);
          before = after;
        }
      }),
      { numRuns: 20 },
    );
  }, 90_000);

  /** An agent who chose whom of the visitors to answer: the last ones, as many as the capacity allows. */
  async function buildFullAgent(visitorsCount: number, capacity: number) {
    const department = await buildDepartment(one);
    const site = await buildSite(one, department);
    const agent = await buildAgent(one, department, ['USE_DO_NOT_DISTURB', 'SEE_DEPARTMENT_SESSIONS']);
    await one.database.prisma.agent.update({ where: { id: agent.agentId }, data: { capacity } });
    await setStatus(one, agent, { status: 'AWAY' });
    const visitors = [];
    for (let index = 0; index < visitorsCount; index++) visitors.push(await buildVisitor(one, site));
    for (const { session } of visitors.slice(-capacity)) await takeSession(one, agent, session.id);
    await setStatus(one, agent, { status: 'ONLINE' });
    return { site, agent, visitors };
  }

  test('many visitors who connect again while sessions end and others move up make nobody’s request fail', async () => {
    const { agent, visitors } = await buildFullAgent(24, 12);
    await Promise.all([renewProcessLease(one), renewProcessLease(two)]);
    const sockets = visitors.map(({ visitor }) => ({ id: randomUUID(), visitorId: visitor.visitorId }));
    let isOver = false;
    const reconnect = async () => {
      while (!isOver) {
        await writeVisitorConnections(two, sockets, []);
        await writeVisitorConnections(two, [], sockets);
      }
    };
    const endAll = async () => {
      for (const { session } of visitors.slice(12)) await endSession(one, agent, { sessionId: session.id });
    };
    await Promise.all([reconnect(), endAll().finally(() => (isOver = true))]);
  });

  const comeBack = (site: Site, visitorSecret: string) =>
    enterSite(
      one,
      { siteKey: site.key, pageUrl: `${ownOrigin}/clinic`, visitorSecret },
      { address: '203.0.113.7', userAgent: 'Test browser', ownOrigin },
    );

  test('a visitor who comes back while do-not-disturb is being set is let in', async () => {
    const { site, agent, visitors } = await buildFullAgent(1, 1);
    const [{ session, secret } = {}] = visitors;
    if (!session || !secret) throw new Error('not built');
    let sessionId = session.id;
    for (let turn = 0; turn < 12; turn++) {
      await endSession(one, agent, { sessionId });
      const [entry] = await Promise.all([
        comeBack(site, secret),
        setDoNotDisturb(two, agent, { sessionId: session.id, isOn: turn % 2 === 0 }),
      ]);
      sessionId = entry.session.id;
    }
  });

  test('a visitor who enters a page while the session is being ended gets one that is live', async () => {
    const { site, agent, visitors } = await buildFullAgent(1, 1);
    const [{ session, secret } = {}] = visitors;
    if (!session || !secret) throw new Error('not built');
    let sessionId = session.id;
    for (let turn = 0; turn < 12; turn++) {
      const [entry] = await Promise.all([comeBack(site, secret), endSession(two, agent, { sessionId })]);
      expect(entry.session.endedAt).toBeNull();
      sessionId = (await comeBack(site, secret)).session.id;
    }
  });
});
