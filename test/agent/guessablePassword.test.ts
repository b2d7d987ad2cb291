import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertNotGuessable } from '../../api/agent/assertNotGuessable.ts';
import { isMadeOf } from '../../api/agent/passwordRules.ts';
import { buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
  await buildDepartment(core);
  await core.database.prisma.department.updateMany({ where: { parentId: null }, data: { name: '安宁口腔' } });
});
afterAll(() => core.close());

const choose = (password: string) =>
  assertNotGuessable(core.database.prisma, password, ['zhang.wei', '张伟'], 'password');
const guessable = { violations: [{ field: 'password', rule: 'GUESSABLE' }] };

test.each(['password1', 'PASSWORD1', '1qaz2wsx', 'iloveyou', 'sunshine', '88888888', 'woaini1314'])(
  'a password that many others have is refused: %s',
  async (password) => {
    await expect(choose(password)).rejects.toMatchObject(guessable);
  },
);

test.each([
  ['the login', 'Zhang.Wei'],
  ['the login with a year', 'zhang.wei2026!'],
  ['the own name', '张伟張張2026!!'],
  ['the organisation’s name', '安宁口腔888'],
  ['the product’s name', 'Dukou-123456'],
])('a password that is hardly more than %s is refused', async (_what, password) => {
  await expect(choose(password)).rejects.toMatchObject(guessable);
});

test.each(['long enough', '四条安静的船', '58204917364', 'zhang.wei sails quietly', 'aaaa bbbb cccc dddd'])(
  'any other one is taken, whatever its characters: %s',
  async (password) => {
    await expect(choose(password)).resolves.toBeUndefined();
  },
);

test('words of a letter or two say nothing about a password', () => {
  expect(isMadeOf('quiet-li-92', ['li'])).toBe(false);
  expect(isMadeOf('li', ['li'])).toBe(true);
});
