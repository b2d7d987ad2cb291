import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { InvalidInputError, NotAllowedError } from '../../api/core/errors.ts';
import { settingsTopic } from '../../api/setting/settingEvents.ts';
import { defaultSettings, settingsFrom, type SettingChanges } from '../../api/setting/settingRules.ts';
import { getSettings } from '../../api/setting/settings.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

describe('what is stored', () => {
  test('is what holds; what is not stored, or not valid any more, is at its default', () => {
    expect(settingsFrom([])).toEqual(defaultSettings);
    const stored = [
      { name: 'agentGraceSeconds', value: 90 },
      { name: 'overdueSeconds', value: -1 },
      { name: 'timeZone', value: 'Mars/Olympus' },
      { name: 'gone', value: 1 },
    ];
    expect(settingsFrom(stored)).toEqual({ ...defaultSettings, agentGraceSeconds: 90 });
  });
});

describe('on a database', () => {
  let core: TestCore;
  let admin: AgentActor;
  beforeAll(async () => {
    core = await buildTestCore();
    admin = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
  });
  afterAll(() => core.close());
  beforeEach(async () => {
    await core.database.prisma.setting.deleteMany();
    core.pubsub.publish([{ topic: settingsTopic, event: { type: 'SettingsChanged' } }]);
  });

  const violationsOf = async (input: SettingChanges) => {
    const error = await updateSettings(core, admin, input).catch((reason: unknown) => reason);
    if (!(error instanceof InvalidInputError)) throw new Error(`not refused: ${JSON.stringify(input)}`);
    return error.violations;
  };

  test('a change holds at once, for every copy of the core, and leaves the rest as it was', async () => {
    expect(await getSettings(core)).toEqual(defaultSettings);
    const after = await updateSettings(core, admin, { agentGraceSeconds: 30, timeZone: null });
    expect(after).toEqual({ ...defaultSettings, agentGraceSeconds: 30 });
    expect(await getSettings({ ...core })).toEqual(after);
    expect(core.typesOn(settingsTopic).at(-1)).toBe('SettingsChanged');
  });

  test('settings are read once and kept', async () => {
    await getSettings(core);
    const before = core.statements.length;
    for (let index = 0; index < 10; index++) await getSettings(core);
    expect(core.statements.slice(before)).toEqual([]);
  });

  test('another process hears of a change, and reads again when events may have been lost', async () => {
    const listeners: { onEvent(event: object): void; onGap(): void }[] = [];
    const elsewhere = {
      ...core,
      pubsub: {
        ...core.pubsub,
        subscribe: (_topics: readonly string[], listener: (typeof listeners)[number]) => {
          listeners.push(listener);
          return Promise.resolve(() => undefined);
        },
      },
    };
    expect((await getSettings(elsewhere)).overdueSeconds).toBe(60);
    await updateSettings(core, admin, { overdueSeconds: 120 });
    expect((await getSettings(elsewhere)).overdueSeconds).toBe(60);
    listeners[0]?.onEvent({ type: 'SettingsChanged' });
    expect((await getSettings(elsewhere)).overdueSeconds).toBe(120);
    await updateSettings(core, admin, { overdueSeconds: 180 });
    listeners[0]?.onGap();
    expect((await getSettings(elsewhere)).overdueSeconds).toBe(180);
  });

  test('only what differs from its default is stored', async () => {
    await updateSettings(core, admin, { overdueSeconds: 90, timeZone: 'Europe/Berlin' });
    await updateSettings(core, admin, { overdueSeconds: 60 });
    const stored = await core.database.prisma.setting.findMany({ select: { name: true, value: true } });
    expect(stored).toEqual([{ name: 'timeZone', value: 'Europe/Berlin' }]);
  });

  test('what is out of bounds or malformed is refused by its name, and nothing is changed', async () => {
    expect(await violationsOf({ agentGraceSeconds: 9, overdueSeconds: 3601, timeZone: '+08:00' })).toEqual([
      { field: 'agentGraceSeconds', rule: 'OUT_OF_RANGE', limit: 10 },
      { field: 'overdueSeconds', rule: 'OUT_OF_RANGE', limit: 3600 },
      { field: 'timeZone', rule: 'MALFORMED' },
    ]);
    for (const timeZone of ['', 'Asia', 'Asia/Shanghai; DROP TABLE', 'Asia/\0'])
      expect(await violationsOf({ timeZone, overdueSeconds: 70 })).toEqual([
        { field: 'timeZone', rule: 'MALFORMED' },
      ]);
    expect(await core.database.prisma.setting.count()).toBe(0);
  });

  test('without the permission nothing is changed', async () => {
    const agent = await buildAgent(core, await buildDepartment(core), ['MANAGE_AGENTS']);
    for (const actor of [agent, { kind: 'anonymous' } as const])
      await expect(updateSettings(core, actor, { overdueSeconds: 90 })).rejects.toThrow(NotAllowedError);
    expect(await getSettings(core)).toEqual(defaultSettings);
  });

  test('who changed which parameter from what to what is kept; a change that changes nothing is none', async () => {
    const colleague = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
    await updateSettings(core, colleague, { overdueSeconds: 77, agentGraceSeconds: 60 });
    await updateSettings(core, colleague, { overdueSeconds: 77 });
    const entries = await core.database.prisma.auditEntry.findMany({
      where: { agentId: colleague.agentId },
      select: { action: true, targetType: true, targetId: true, changes: true },
    });
    expect(entries).toEqual([
      {
        action: 'updateSettings',
        targetType: 'Setting',
        targetId: 'overdueSeconds',
        changes: { overdueSeconds: { before: 60, after: 77 } },
      },
    ]);
  });

  test('two changes at the same instant both hold', async () => {
    await Promise.all([
      updateSettings(core, admin, { overdueSeconds: 100 }),
      updateSettings(core, admin, { agentGraceSeconds: 100 }),
    ]);
    expect(await getSettings(core)).toMatchObject({ overdueSeconds: 100, agentGraceSeconds: 100 });
  });
});
