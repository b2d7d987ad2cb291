import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchAddress } from '../../widget/loader/addressWatch.ts';
import { ConnectionLostError } from '../../widget/src/core/graphqlAnswer.ts';
import { PageTrail } from '../../widget/src/session/pageTrail.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (path: string, title = '') => ({ url: `https://clinic.example${path}`, title, referrer: '' });

/** A visitor in a session, who entered at the site's start. */
function buildTrail() {
  const walk = {
    sessionId: 's1' as string | undefined,
    isUp: true,
    told: [] as { sessionId: string; pageUrl: string; pageTitle: string }[],
  };
  const execute = (_: unknown, variables: unknown) => {
    if (!walk.isUp) return Promise.reject(new ConnectionLostError());
    walk.told.push((variables as { input: (typeof walk.told)[number] }).input);
    return Promise.resolve({} as never);
  };
  const trail = new PageTrail({ liveSessionId: () => walk.sessionId, execute });
  trail.enter(at('/'));
  const paths = () => walk.told.map(({ pageUrl }) => pageUrl.replace('https://clinic.example', ''));
  return { trail, walk, paths };
}

describe('the trail of pages', () => {
  it('tells the server where the visitor has come to, with the page’s title', async () => {
    const { trail, walk } = buildTrail();
    trail.see(at('/implants', '种植牙'));
    await vi.advanceTimersByTimeAsync(0);
    expect(walk.told).toEqual([
      { sessionId: 's1', pageUrl: 'https://clinic.example/implants', pageTitle: '种植牙' },
    ]);
  });

  it('says nothing of a page that the server knows of already', async () => {
    const { trail, paths } = buildTrail();
    trail.see(at('/'));
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(5_000);
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(paths()).toEqual(['/a']);
  });

  it('counts a place within a page as well', async () => {
    const { trail, paths } = buildTrail();
    trail.see(at('/#doctors'));
    await vi.advanceTimersByTimeAsync(0);
    expect(paths()).toEqual(['/#doctors']);
  });

  it('tells of the latest page alone when somebody hurries, at most once in two seconds', async () => {
    const { trail, paths } = buildTrail();
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(100);
    for (const path of ['/b', '/c', '/d']) trail.see(at(path));
    await vi.advanceTimersByTimeAsync(1_800);
    expect(paths()).toEqual(['/a']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(paths()).toEqual(['/a', '/d']);
  });

  it('leaves out a page that was left for where one came from', async () => {
    const { trail, paths } = buildTrail();
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(100);
    trail.see(at('/b'));
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(paths()).toEqual(['/a']);
  });

  it('tells of it after the connection that was lost meanwhile', async () => {
    const { trail, walk, paths } = buildTrail();
    walk.isUp = false;
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(5_000);
    trail.see(at('/b'));
    await vi.advanceTimersByTimeAsync(5_000);
    walk.isUp = true;
    trail.resume();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(paths()).toEqual(['/b']);
  });

  it('is not told where no session is: entering the site tells it', async () => {
    const { trail, walk, paths } = buildTrail();
    walk.sessionId = undefined;
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(5_000);
    trail.enter(at('/a'));
    walk.sessionId = 's2';
    trail.resume();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(paths()).toEqual([]);
  });

  it('misses no page that was come to while the site was being entered', async () => {
    const { trail, walk } = buildTrail();
    walk.sessionId = undefined;
    trail.see(at('/a'));
    await vi.advanceTimersByTimeAsync(5_000);
    walk.sessionId = 's2';
    trail.resume();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(walk.told).toMatchObject([{ sessionId: 's2', pageUrl: 'https://clinic.example/a' }]);
  });
});

/** A browser's window whose address can be changed; only newer ones tell of that. */
function buildWindow(isNew: boolean) {
  const navigation = new EventTarget();
  const page = {
    location: { href: at('/').url },
    ...(isNew && { navigation }),
    setTimeout: (action: () => void, delay: number) => setTimeout(action, delay) as unknown as number,
    clearTimeout: (timer: number | undefined) => clearTimeout(timer),
    setInterval: (action: () => void, delay: number) => setInterval(action, delay) as unknown as number,
  };
  let changes = 0;
  watchAddress(page, () => changes++);
  const go = (path: string) => {
    page.location.href = at(path).url;
    navigation.dispatchEvent(new Event('currententrychange'));
  };
  return { go, changes: () => changes };
}

describe.each([
  ['a browser that tells of it', true],
  ['an old phone', false],
])('a change of the page’s address in %s', (_, isNew) => {
  it('is noticed, a moment later when the title is there', async () => {
    const { go, changes } = buildWindow(isNew);
    go('/a');
    await vi.advanceTimersByTimeAsync(100);
    expect(changes()).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changes()).toBe(1);
    go('/a#prices');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changes()).toBe(2);
  });

  it('is one when it goes on to another page at once', async () => {
    const { go, changes } = buildWindow(isNew);
    for (const path of ['/a', '/b', '/c']) go(path);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(changes()).toBe(1);
  });

  it('is none when something else of the history changes, or nothing does', async () => {
    const { go, changes } = buildWindow(isNew);
    go('/');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(changes()).toBe(0);
  });
});
