import { describe, expect, it, vi } from 'vitest';
import type { RaisedNotificationFragment } from '../../console/src/lib/gql/generated.ts';
import { ConsoleTabs } from '../../console/src/lib/notification/consoleTabs.ts';
import { Ringer } from '../../console/src/lib/notification/ringer.ts';
import type { SystemNotice } from '../../console/src/lib/notification/systemNotice.ts';

let lastId = 0;
const notification = (change: Partial<RaisedNotificationFragment> = {}): RaisedNotificationFragment => ({
  __typename: 'NotificationRaised',
  id: `MESSAGE_RECEIVED:s1:${++lastId}`,
  kind: 'MESSAGE_RECEIVED',
  raisedAt: '2026-11-27T08:00:00.000Z',
  sound: 'DROP',
  isShown: true,
  session: {
    __typename: 'Session',
    id: 's1',
    visitor: { __typename: 'Visitor', id: 'v1', nickname: 'Visitor 7' },
    lastMessage: { __typename: 'MessagePreview', text: 'hello', attachmentKind: null },
  },
  ...change,
});

/** A tab of the console: with the browser's own locks, which all tabs here share. */
function openTab({ isAllowed = true } = {}) {
  const played: string[] = [];
  const shown: SystemNotice[] = [];
  const tabs = new ConsoleTabs(navigator.locks);
  const sounds = {
    isBlocked: false,
    canPlay: () => Promise.resolve(isAllowed),
    play: (sound: string, volume: number, isUrgent?: boolean) => {
      played.push(`${sound} ${volume}${isUrgent ? ' urgent' : ''}`);
      return Promise.resolve(true);
    },
  };
  const show = (notice: SystemNotice) => {
    shown.push(notice);
    return Promise.resolve();
  };
  const ringer = new Ringer({ openStream: () => () => undefined, tabs, sounds, volume: () => 60, show });
  return { tabs, sounds, ringer, played, shown };
}

/** Every tab hears of the same notification. */
const ringIn = (tabs: ReturnType<typeof openTab>[], one: RaisedNotificationFragment) =>
  Promise.all(tabs.map(({ ringer }) => ringer.ring(one)));

describe('however many tabs there are', () => {
  it('one rings and one has the system show it, each time', async () => {
    const tabs = [openTab(), openTab(), openTab()];
    await ringIn(tabs, notification());
    await ringIn(tabs, notification());
    expect(tabs.flatMap(({ played }) => played)).toEqual(['DROP 60', 'DROP 60']);
    const shown = tabs.flatMap((tab) => tab.shown);
    expect(shown).toHaveLength(2);
    expect(shown[0]).toMatchObject({
      title: 'Visitor 7',
      body: 'hello',
      tag: 'session:s1',
      address: '/sessions/s1',
    });
  });

  it('a tab that the browser keeps silent leaves it to another one, and says so', async () => {
    const [silent, loud] = [openTab({ isAllowed: false }), openTab()];
    await ringIn([silent, loud], notification());
    expect([silent.played, loud.played]).toEqual([[], ['DROP 60']]);
    expect([silent.sounds.isBlocked, loud.sounds.isBlocked]).toEqual([true, false]);
  });

  it('none makes anything of the session that somebody looks at in one of them', async () => {
    const tabs = [openTab(), openTab()];
    tabs[0]?.tabs.attend(true, 's1');
    await vi.waitFor(async () => expect(await tabs[1]?.tabs.isAttended('s1')).toBe(true));
    await ringIn(tabs, notification({ kind: 'OVERDUE' }));
    expect(tabs.flatMap(({ played, shown }) => [...played, ...shown])).toEqual([]);
    tabs[0]?.tabs.attend(false, null);
    await vi.waitFor(async () => expect(await tabs[1]?.tabs.isAttended()).toBe(false));
    await ringIn(tabs, notification());
    expect(tabs.flatMap(({ played }) => played)).toHaveLength(1);
  });

  it('what another session brings is heard, and shown only when it is overdue, while somebody looks', async () => {
    const tabs = [openTab(), openTab()];
    tabs[0]?.tabs.attend(true, 's2');
    await vi.waitFor(async () => expect(await tabs[1]?.tabs.isAttended('s2')).toBe(true));
    await ringIn(tabs, notification());
    expect(tabs.flatMap(({ played }) => played)).toEqual(['DROP 60']);
    expect(tabs.flatMap(({ shown }) => shown)).toEqual([]);
    await ringIn(tabs, notification({ kind: 'OVERDUE', sound: 'ALARM', id: 'OVERDUE:s1:1' }));
    expect(tabs.flatMap(({ played }) => played)).toContain('ALARM 60 urgent');
    expect(tabs.flatMap(({ shown }) => shown)).toMatchObject([
      { title: 'Visitor 7 is still waiting', isUrgent: true },
    ]);
    tabs[0]?.tabs.attend(false, null);
  });
});

it('what is to be neither heard nor shown is neither', async () => {
  const tab = openTab();
  await tab.ringer.ring(notification({ sound: 'NONE', isShown: false }));
  expect([...tab.played, ...tab.shown]).toEqual([]);
});

it('without locks, as without https, a tab is on its own', async () => {
  const tabs = new ConsoleTabs(undefined);
  expect(await tabs.claim('x')).toBe(true);
  expect(await tabs.isAttended()).toBe(false);
});
