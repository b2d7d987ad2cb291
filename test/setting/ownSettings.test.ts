import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateOwnSettings } from '../../api/setting/updateOwnSettings.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { getAgentSettings } from '../../api/setting/agentSettings.ts';
import { InvalidInputError } from '../../api/core/errors.ts';
import { completeRules } from '../../api/notification/notificationRules.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const usual = {
  suggestionSources: 'BOTH',
  language: null,
  theme: null,
  sendKey: 'ENTER',
  letterShortcuts: true,
  notificationRules: completeRules([]),
  notificationVolume: 60,
  quietHours: null,
};

test('an agent’s own parameters are kept by the server, each by itself, and null goes back', async () => {
  const actor = await buildAgent(core, await buildDepartment(core));
  expect(await getAgentSettings(core, actor)).toEqual(usual);
  await updateOwnSettings(core, actor, { language: 'en', letterShortcuts: false });
  await updateOwnSettings(core, actor, { sendKey: 'CTRL_ENTER', theme: 'DARK' });
  const chosen = { ...usual, language: 'en', letterShortcuts: false, sendKey: 'CTRL_ENTER', theme: 'DARK' };
  expect(await getAgentSettings(core, actor)).toEqual(chosen);
  expect(await updateOwnSettings(core, actor, { language: null })).toEqual({ ...chosen, language: null });
});

test('what is none of the choices is refused, and changes nothing', async () => {
  const actor = await buildAgent(core, await buildDepartment(core));
  const wrong = { theme: 'DARK', sendKey: 'SPACE' } as unknown as { sendKey: 'ENTER' };
  await expect(updateOwnSettings(core, actor, wrong)).rejects.toThrow(InvalidInputError);
  expect(await getAgentSettings(core, actor)).toEqual(usual);
});

test('a language is any that BCP 47 knows, and nothing else: which ones the console speaks is its own affair', async () => {
  const actor = await buildAgent(core, await buildDepartment(core));
  expect((await updateOwnSettings(core, actor, { language: 'ja' })).language).toBe('ja');
  for (const language of ['ZH_CN', 'not a language', '', 'a'.repeat(40)])
    await expect(updateOwnSettings(core, actor, { language })).rejects.toThrow(InvalidInputError);
});

test('an agent reads the own parameters beside the own name, and nobody else’s', async () => {
  const department = await buildDepartment(core);
  const actor = await buildAgent(core, department);
  await buildAgent(core, department);
  const answer = await executeAs(
    core,
    actor,
    '{ currentAgent { settings { sendKey } } colleagues { settings { sendKey } } }',
  );
  expect(answer).toEqual({
    currentAgent: { settings: { sendKey: 'ENTER' } },
    colleagues: [{ settings: null }],
  });
});

test('how one is notified is one’s own choice, then the organisation’s, then as usual', async () => {
  const department = await buildDepartment(core);
  const admin = await buildAgent(core, department, ['MANAGE_SETTINGS']);
  const [mention, overdue] = (['MENTION', 'OVERDUE'] as const).map((kind) => ({
    kind,
    sound: 'KNOCK' as const,
    isShown: false,
  }));
  if (!mention || !overdue) throw new Error('There are two.');
  await updateSettings(core, admin, { notificationRules: [mention, overdue] });
  const own = { ...mention, sound: 'NONE' as const };
  await updateOwnSettings(core, admin, { notificationRules: [own] });
  expect((await getAgentSettings(core, admin)).notificationRules).toEqual(completeRules([own, overdue]));
  await updateSettings(core, admin, { notificationRules: [] });
  expect((await getAgentSettings(core, admin)).notificationRules).toEqual(completeRules([own]));
});

test('quiet hours are hours', async () => {
  const actor = await buildAgent(core, await buildDepartment(core));
  const wrong = { quietHours: { from: '25:00', to: '07:00', urgentPasses: true } };
  await expect(updateOwnSettings(core, actor, wrong)).rejects.toThrow('quietHours.from: MALFORMED');
  const good = { from: '22:00', to: '07:00', urgentPasses: true };
  expect((await updateOwnSettings(core, actor, { quietHours: good })).quietHours).toEqual(good);
});
