import { afterAll, beforeAll, expect, test } from 'vitest';
import { today } from '../../api/setting/organisationDay.ts';
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
