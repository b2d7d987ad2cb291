import { beforeEach, describe, expect, it } from 'vitest';
import { settingRules } from '../../api/setting/settingRules.ts';
import { ParametersState } from '#lib/setting/parametersState.svelte.ts';
import { parameterGroups } from '#lib/setting/parameterTexts.ts';
import { timeZoneOption } from '#lib/setting/timeZones.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi } from './fakeApi.ts';

const defaults = () =>
  Object.fromEntries(settingRules.map(({ name, usual }) => [name, JSON.parse(usual) as unknown]));

async function buildPage(answer?: object) {
  const api = new FakeApi({
    Parameters: () => ({ settings: { ...defaults(), idleSeconds: 900 }, settingRules }),
    UpdateParameters: ({ input }) => ({
      updateSettings: answer ?? { __typename: 'Settings', ...defaults(), ...(input as object) },
    }),
  });
  const page = new ParametersState(api);
  await page.read.load();
  return { api, page };
}

beforeEach(() => void (toastState.toasts = []));

describe('the page of parameters', () => {
  it('shows every parameter that there is, in one group', () => {
    const shown = parameterGroups.flatMap(({ parameters }) => parameters);
    // Of what agents are notified is set on the page of notifications.
    const elsewhere = ['notificationRules'];
    const all = settingRules.map(({ name }) => name as string);
    expect([...shown, ...elsewhere].toSorted()).toEqual(all.toSorted());
  });

  it('saves what has changed, together, and nothing else', async () => {
    const { api, page } = await buildPage();
    page.change('overdueSeconds', '90');
    page.change('visitorSeesEnds', false);
    page.change('agentGraceSeconds', '60');
    await page.save();
    const input = { overdueSeconds: 90, visitorSeesEnds: false };
    expect(api.callsOf('UpdateParameters')).toEqual([{ input }]);
    expect(page.changed).toEqual([]);
  });

  it('refuses a number beyond its bounds at its field, before it is sent', async () => {
    const { api, page } = await buildPage();
    for (const typed of ['59', '86401', '1.5', 'x', ' ']) {
      page.change('idleSeconds', typed);
      expect(page.errorOf('idleSeconds'), typed).toBe('Enter a whole number from 60 to 86400.');
    }
    await page.save();
    expect(api.callsOf('UpdateParameters')).toEqual([]);
  });

  it('goes back to the default', async () => {
    const { api, page } = await buildPage();
    expect(page.isUsual('idleSeconds')).toBe(false);
    page.reset('idleSeconds');
    await page.save();
    expect(api.callsOf('UpdateParameters')).toEqual([{ input: { idleSeconds: 1800 } }]);
  });

  it('shows what the API refuses at its field, and keeps what was typed', async () => {
    const violations = [{ field: 'timeZone', rule: 'MALFORMED', limit: null }];
    const { page } = await buildPage({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations });
    page.change('timeZone', 'Mars/Olympus');
    await page.save();
    expect(page.errorOf('timeZone')).not.toBeNull();
    expect(page.valueOf('timeZone')).toBe('Mars/Olympus');
    page.discard();
    expect(page.valueOf('timeZone')).toBe('Asia/Shanghai');
  });

  it('tells a time zone’s name and how far it is from UTC', () => {
    const now = new Date('2026-11-22T08:00:00Z');
    expect(timeZoneOption('Asia/Shanghai', now)).toEqual({
      id: 'Asia/Shanghai',
      name: 'China Standard Time',
      offset: 'UTC+8',
    });
  });
});
