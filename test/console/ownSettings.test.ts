import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { OwnSettingsFragment } from '#lib/gql/generated.ts';
import { isSendKey } from '#lib/message/sendKey.ts';
import { localeState } from '#lib/setting/localeState.svelte.ts';
import { OwnSettingsState } from '#lib/setting/ownSettingsState.svelte.ts';
import { letterShortcuts } from '#lib/ui/letterShortcuts.svelte.ts';
import { runShortcut } from '#lib/ui/shortcut.ts';
import { ariaShortcuts } from '#lib/ui/shortcutText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, pending } from './fakeApi.ts';

const usual: OwnSettingsFragment = {
  __typename: 'AgentSettings',
  suggestionSources: 'BOTH',
  language: null,
  theme: null,
  sendKey: 'ENTER',
  letterShortcuts: true,
  notificationVolume: 80,
  notificationRules: [],
  quietHours: null,
};

beforeEach(() => toastState.toasts.forEach(({ id }) => toastState.dismiss(id)));
afterEach(() => {
  letterShortcuts.areOn = true;
  localeState.choose('en');
});

describe('own parameters', () => {
  it('are in force at once, and as before again when they are refused', async () => {
    const answer = pending<unknown>();
    const api = new FakeApi({ UpdateOwnSettings: () => answer.promise });
    const settings = new OwnSettingsState(api, usual);
    const done = settings.choose({ suggestionSources: 'HISTORY', letterShortcuts: false });
    expect([settings.current?.suggestionSources, letterShortcuts.areOn]).toEqual(['HISTORY', false]);
    expect(api.callsOf('UpdateOwnSettings')).toEqual([
      { input: { suggestionSources: 'HISTORY', letterShortcuts: false } },
    ]);

    answer.reject(new RequestFailure('NETWORK'));
    await done;
    expect([settings.current, letterShortcuts.areOn, toastState.toasts.length]).toEqual([usual, true, 1]);
  });

  it('are what was chosen last, also when an older answer comes later', async () => {
    const asked = pending<unknown>();
    const chosen = { ...usual, suggestionSources: 'QUICK_REPLIES' as const };
    const api = new FakeApi({
      OwnSettings: () => asked.promise,
      UpdateOwnSettings: () => ({ updateOwnSettings: chosen }),
    });
    const settings = new OwnSettingsState(api, usual);
    const loading = settings.load();
    await settings.choose({ suggestionSources: 'QUICK_REPLIES' });
    asked.resolve({ ownSettings: usual });
    await loading;
    expect([settings.current, toastState.toasts]).toEqual([chosen, []]);
  });

  it('follow the agent to another device, and leave it as it is where nothing was chosen', () => {
    new OwnSettingsState(new FakeApi({}), usual);
    expect(localeState.current).toBe('en');
    new OwnSettingsState(new FakeApi({}), { ...usual, language: 'zh-CN' });
    expect(localeState.current).toBe('zh-CN');
    // Chosen in a console that has more languages.
    new OwnSettingsState(new FakeApi({}), { ...usual, language: 'ja' });
    expect(localeState.current).toBe('zh-CN');
  });
});

describe('the key that sends', () => {
  const press = (keys: Partial<KeyboardEvent> = {}) => ({
    key: 'Enter',
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...keys,
  });

  it('is Enter alone, or Enter with Ctrl or ⌘, never with Shift', () => {
    const presses = [press(), press({ ctrlKey: true }), press({ metaKey: true }), press({ shiftKey: true })];
    expect(presses.map((one) => isSendKey(one))).toEqual([true, false, false, false]);
    expect(presses.map((one) => isSendKey(one, 'CTRL_ENTER'))).toEqual([false, true, true, false]);
    expect(isSendKey(press({ key: 'a', ctrlKey: true }), 'CTRL_ENTER')).toBe(false);
  });
});

describe('letters alone', () => {
  const press = (altKey: boolean) => ({
    key: 'e',
    code: 'KeyE',
    altKey,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 69,
    repeat: false,
    target: null,
    defaultPrevented: false,
    preventDefault: () => undefined,
  });

  it('do nothing when the agent has switched them off; with Alt they still do', () => {
    let runs = 0;
    const entries = [{ id: 'end', label: 'End', shortcut: 'E', run: () => void runs++ }];
    letterShortcuts.areOn = false;
    expect([
      runShortcut(press(false), () => entries, false),
      runShortcut(press(true), () => entries, false),
    ]).toEqual([false, true]);
    expect([runs, ariaShortcuts('E')]).toEqual([1, 'Alt+E']);
    letterShortcuts.areOn = true;
    expect(runShortcut(press(false), () => entries, false)).toBe(true);
  });
});
