import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstView, wholeScope } from '#lib/session/sessionView.ts';
import { settle } from './fakeApi.ts';
import { FakeSessionServer, started } from './fakeSessionServer.ts';
import { loadedLists, talk, tell } from './playLists.ts';

const requests = (server: FakeSessionServer) => server.api.callsOf('SessionCounts').length;

describe('the numbers of the lists', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('are there with the list, and current a moment after a visitor has written', async () => {
    const server = new FakeSessionServer();
    server.enter('a', 'me');
    const lists = await loadedLists(server);
    expect(lists.counts.of('ONLINE')).toMatchObject({ count: 1, unreadCount: 0 });

    await vi.advanceTimersByTimeAsync(2_000);
    tell(lists, server.write('a'));
    await vi.advanceTimersByTimeAsync(150);
    expect(lists.counts.of('ONLINE').count).toBe(0);
    expect(lists.counts.of('TALKING')).toMatchObject({ count: 1, unreadCount: 1 });
    expect(lists.ownCounts.unreadCount).toBe(1);
  });

  it('cost one request a second however much happens, and end up right', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b', 'c');
    const lists = await loadedLists(server);
    const before = requests(server);
    for (let round = 0; round < 100; round++) {
      tell(lists, server.write('a'), server.write('b'), server.answer('c'), server.write('c'));
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(2_000);

    expect(requests(server) - before).toBeLessThanOrEqual(7);
    expect(lists.counts.of('TALKING').unreadCount).toBe(
      server.fresh(firstView).reduce((sum, row) => sum + row.unreadCount, 0),
    );
  });

  it('are not asked for when nothing counted has changed', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const lists = await loadedLists(server);
    tell(lists, server.answer('a'));
    await vi.advanceTimersByTimeAsync(2_000);
    const before = requests(server);
    tell(lists, server.answer('a'), server.answer('a'), server.rename('a', '张女士'));
    await vi.advanceTimersByTimeAsync(5_000);

    expect(requests(server)).toBe(before);
  });

  it('are those of whose lists are shown, and one’s own beside', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    talk(server, 'wang', 'b', 'c');
    const lists = await loadedLists(server);
    lists.show({ ...firstView, scope: wholeScope });
    expect(lists.counts.isKnown).toBe(false);
    await settle();
    expect([lists.counts.of('TALKING').count, lists.ownCounts.unreadCount]).toEqual([3, 1]);

    lists.show({ ...firstView, scope: { isMine: false, ownerId: 'wang' } });
    await settle();
    expect(lists.counts.of('TALKING').count).toBe(2);
    lists.show(firstView);
    expect([lists.counts.isKnown, lists.counts.of('TALKING').count]).toEqual([true, 1]);
  });

  it('are fetched at once when the stream starts anew, and the newest answer counts', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const lists = await loadedLists(server);
    talk(server, 'me', 'b');
    lists.apply(started());
    await settle();

    expect(lists.counts.of('TALKING').count).toBe(2);
  });

  it('count unread messages of talks that go on, not of those that are over', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b');
    server.end('b');
    const lists = await loadedLists(server);

    expect(lists.counts.of('TALKED').unreadCount).toBe(1);
    expect(lists.ownCounts.unreadCount).toBe(1);
  });
});
