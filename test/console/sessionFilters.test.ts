import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SessionFilterInput } from '#lib/gql/generated.ts';
import { firstView } from '#lib/session/sessionView.ts';
import { settle } from './fakeApi.ts';
import { buildTag } from './build.ts';
import { FakeSessionServer, started } from './fakeSessionServer.ts';
import { ids, loadedLists, talk, tell } from './playLists.ts';

const intends = buildTag('intends');
const filtersOf = (server: FakeSessionServer) =>
  server.api.callsOf('SessionPage').map(({ filter }) => filter as SessionFilterInput);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** Three visitors who talk: a left a phone number, b intends something, of c nothing is known. */
function buildServer() {
  const server = new FakeSessionServer();
  talk(server, 'me', 'a', 'b', 'c');
  server.learn('a', { contactKinds: ['PHONE'] });
  server.learn('b', { tags: [intends] });
  return server;
}

describe('a filter of the visitors’ lists', () => {
  it('shows whom one of the tags or kinds fits, and whom both fit when both are asked for', async () => {
    const server = buildServer();
    const lists = await loadedLists(server, { contactKinds: ['PHONE', 'QQ'] });
    expect(ids(lists)).toEqual(['a']);
    lists.show({ ...firstView, tagIds: [intends.id, 'other'] });
    await settle();
    expect(ids(lists)).toEqual(['b']);
    server.learn('b', { contactKinds: ['QQ'] });
    lists.show({ ...firstView, tagIds: [intends.id], contactKinds: ['QQ'] });
    await settle();
    expect([ids(lists), filtersOf(server).at(-1)]).toEqual([
      ['b'],
      expect.objectContaining({ tagIds: ['intends'], contactKinds: ['QQ'] }),
    ]);
  });

  it('goes on fitting while more becomes known, and asks once for all that does', async () => {
    const server = buildServer();
    const lists = await loadedLists(server, { contactKinds: ['PHONE'] });
    const askedBefore = filtersOf(server).length;
    tell(
      lists,
      server.learn('b', { contactKinds: ['PHONE'] }),
      server.learn('c', { tags: [intends] }),
      server.write('c'),
      server.enter('d', 'me'),
    );
    expect(ids(lists)).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lists.shown.rows.inOrder).toEqual(server.fresh(lists.view));
    expect([ids(lists), filtersOf(server).length - askedBefore]).toEqual([['a', 'b'], 1]);

    tell(lists, server.learn('a', { contactKinds: [] }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ids(lists)).toEqual(['b']);
  });

  it('shows at once what happens to whom it has found', async () => {
    const server = buildServer();
    const lists = await loadedLists(server, { contactKinds: ['PHONE'] });
    tell(lists, server.write('a', 'call me'), server.rename('a', '张女士'));
    expect(lists.shown.rows.find('a')).toMatchObject({
      unreadCount: 2,
      lastMessage: { text: 'call me' },
      visitor: { nickname: '张女士' },
    });
    tell(lists, server.end('a'));
    expect(ids(lists)).toEqual([]);
  });

  it('keeps what was there in sight until the answer has come, and costs nothing once it is lifted', async () => {
    const server = buildServer();
    const lists = await loadedLists(server);
    lists.show({ ...firstView, tagIds: [intends.id] });
    expect(ids(lists)).toEqual(['a', 'b', 'c']);
    await settle();
    expect(ids(lists)).toEqual(['b']);

    lists.show(firstView);
    const asked = filtersOf(server).length;
    tell(lists, server.learn('c', { tags: [intends] }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect([ids(lists), filtersOf(server).length]).toEqual([['a', 'b', 'c'], asked]);
  });
});

describe('the visitors’ lists', () => {
  it('show a tag’s other name, of which no event tells, when they are told to fetch', async () => {
    const server = buildServer();
    const lists = await loadedLists(server);
    lists.apply(started());
    await settle();
    const row = server.sessions.get('b')!;
    const renamed = { ...row.visitor, tags: [{ ...intends, name: 'wants' }] };
    server.sessions.set('b', { ...row, visitor: renamed });
    lists.refetch();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lists.shown.rows.find('b')?.visitor.tags).toEqual([{ ...intends, name: 'wants' }]);
  });
});
