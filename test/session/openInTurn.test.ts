import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInTurn } from '../../api/session/openInTurn.ts';
import { EndedMeanwhile } from '../../api/session/openSession.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

/** Fails so many times before it opens. */
function opening(failures: number, error: Error) {
  let calls = 0;
  const open = () => (calls++ < failures ? Promise.reject(error) : Promise.resolve('open'));
  return { open, calls: () => calls };
}

test('who comes back to a session that ends at this moment gets another one, once', async () => {
  const once = opening(1, new EndedMeanwhile());
  expect(await openInTurn(core, once.open)).toBe('open');
  expect(once.calls()).toBe(2);
  const again = opening(2, new EndedMeanwhile());
  await expect(openInTurn(core, again.open)).rejects.toThrow(EndedMeanwhile);
  expect(again.calls()).toBe(2);
});

test('what else goes wrong is not tried again', async () => {
  const broken = opening(1, new Error('the database is away'));
  await expect(openInTurn(core, broken.open)).rejects.toThrow('the database is away');
  expect(broken.calls()).toBe(1);
});
