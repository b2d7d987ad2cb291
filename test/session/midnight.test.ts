import { afterAll, beforeAll, expect, test } from 'vitest';
import { today } from '../../api/setting/organisationDay.ts';
import { publication } from '../../api/core/pubsub.ts';
import { settingsTopic } from '../../api/setting/settingEvents.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { buildConversation } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

test('at midnight a list begins anew, because yesterday’s talks leave it; and at the next one again', async () => {
  const { agent } = await buildConversation(core);
  const toMidnight = async () =>
    core.clock.advance((await today(core)).end.getTime() - core.clock.now().getTime() - 500);
  await toMidnight();
  const stream = await followSessionList(core, agent);
  for (let day = 0; day < 3; day++) {
    const next = await stream.next();
    expect(next.value).toMatchObject({ type: 'StreamStarted', at: core.clock.now() });
    core.clock.advance(1_000);
    await toMidnight();
  }
  await stream.return?.();
});

test('when the end of the day cannot be told a list goes on, and the log says so', async () => {
  const { agent } = await buildConversation(core);
  let isAway = false;
  const prisma = core.database.prisma.$extends({
    query: {
      setting: {
        findMany: ({ args, query }) => (isAway ? Promise.reject(new Error('away')) : query(args)),
      },
    },
  }) as unknown as typeof core.database.prisma;
  const warnings: string[] = [];
  const log = core.log.child({});
  log.warn = (_fields: unknown, text?: string) => void warnings.push(text ?? '');
  core.clock.advance((await today(core)).end.getTime() - core.clock.now().getTime() - 500);
  const stream = await followSessionList({ ...core, log, database: { ...core.database, prisma } }, agent);
  await stream.next();
  isAway = true;
  core.pubsub.publish([publication(settingsTopic, { type: 'SettingsChanged' })]);
  expect((await stream.next()).value).toMatchObject({ type: 'StreamStarted' });
  await expect.poll(() => warnings).toEqual(['the end of the day is not known']);
  await stream.return?.();
});

test('a list that was closed before midnight is told nothing of it', async () => {
  const { agent } = await buildConversation(core);
  const warnings: unknown[] = [];
  const log = core.log.child({});
  log.warn = (...words: unknown[]) => void warnings.push(words);
  const stream = await followSessionList({ ...core, log }, agent);
  await stream.next();
  await stream.return?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(warnings).toEqual([]);
});
