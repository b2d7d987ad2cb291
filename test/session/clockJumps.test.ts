import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { hashPassword } from '../../api/agent/password.ts';
import { authenticateAgent } from '../../api/agent/authenticateAgent.ts';
import { signIn } from '../../api/agent/signIn.ts';
import type { Actor } from '../../api/core/actor.ts';
import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor, ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { StreamReader } from './streamReader.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const connection = { address: '203.0.113.7', userAgent: '', ownOrigin };
const hour = 3_600_000;
const day = 24 * hour;

/** Sets the machine's clock as well: ids and limits have their time from there. */
function jump(milliseconds: number): void {
  core.clock.advance(milliseconds);
  vi.setSystemTime(Date.now() + milliseconds);
}

async function buildTalk() {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department);
  const { visitor, session } = await buildVisitor(core, await buildSite(core, department));
  const say = async (actor: Actor, clientId: string) =>
    (await sendMessage(core, actor, { sessionId: session.id, clientId, text: clientId })).seq;
  return { agent, visitor, sessionId: session.id, say };
}

test('however the clock jumps, a talk keeps the order in which it was said, for the database and for a reader who comes back', async () => {
  const talk = await buildTalk();
  const reader = new StreamReader(core, talk.visitor, talk.sessionId);
  const clientIds: string[] = [];
  for (const milliseconds of [0, -hour, day, 100 * day, -101 * day, hour]) {
    jump(milliseconds);
    for (const actor of [talk.visitor, talk.agent, talk.visitor]) {
      clientIds.push(`said ${clientIds.length + 1}`);
      expect(await talk.say(actor, `said ${clientIds.length}`)).toBe(clientIds.length);
    }
    // From before the jump: sent again, it is what it was.
    expect(await talk.say(talk.visitor, 'said 1')).toBe(1);
    await reader.connect();
    await reader.untilAt(clientIds.length);
    await reader.disconnect();
  }
  const rows = await core.database.prisma.message.findMany({
    where: { sessionId: talk.sessionId },
    orderBy: { seq: 'asc' },
  });
  expect(rows.map(({ clientId }) => clientId)).toEqual(clientIds);
  expect(reader.seqs).toEqual(rows.map(({ seq }) => seq));
});

test('who enters while the clock is months off writes and is answered as ever, also after it was set right', async () => {
  for (const months of [-7, 7]) {
    jump(months * 30 * day);
    const { agent, visitor, sessionId, say } = await buildTalk();
    expect(await say(visitor, 'in another month')).toBe(1);
    jump(-months * 30 * day);
    expect(await say(agent, 'in this one')).toBe(2);
    const reader = new StreamReader(core, visitor, sessionId);
    await reader.connect();
    await reader.untilAt(2);
    await reader.disconnect();
    expect(reader.seqs).toEqual([1, 2]);
  }
});

test('who signed in and who entered before the clock was set are known after it', async () => {
  const department = await buildDepartment(core);
  const { agentId } = await buildAgent(core, department);
  const passwordHash = await hashPassword('right');
  const { login } = await core.database.prisma.agent.update({
    where: { id: agentId },
    data: { passwordHash },
  });
  const { token } = await signIn(core, { login, password: 'right' }, connection);
  const site = await buildSite(core, department);
  const { session, secret } = await buildVisitor(core, site);
  const page = { siteKey: site.key, pageUrl: `${ownOrigin}/clinic`, visitorSecret: secret };
  for (const milliseconds of [-hour, day, -day]) {
    jump(milliseconds);
    expect(await authenticateAgent(core, token)).toMatchObject({ agentId });
    expect((await enterSite(core, page, connection)).session.id).toBe(session.id);
  }
});

test('when the clock is set back, nobody has to wait longer than a limit says', async () => {
  const limit = { name: 'jumps', points: 1, seconds: 60 };
  await core.rateLimits.count(limit, 'somebody');
  jump(-hour);
  const refusal = core.rateLimits.count(limit, 'somebody');
  await expect(refusal).rejects.toBeInstanceOf(TooManyAttemptsError);
  await expect(refusal).rejects.toMatchObject({ retryAfterSeconds: 60 });
  expect((await core.rateLimits.take(limit, 'somebody', 1)).resetSeconds).toBe(60);
});
