import { describe, expect, it, onTestFinished } from 'vitest';
import { besideIn, unreadIn } from '#lib/session/sessionMoves.ts';
import { UnansweredState } from '#lib/session/unansweredState.svelte.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';
import { FakeSessionServer, started } from './fakeSessionServer.ts';
import { talk } from './playLists.ts';

const loaded = async (server: FakeSessionServer, pageSize?: number) => {
  const unanswered = new UnansweredState({ api: server.api, agentId: 'me', pageSize });
  onTestFinished(() => unanswered.stop());
  unanswered.apply(started());
  await settle();
  return unanswered;
};
const order = (unanswered: UnansweredState) => {
  const ids: string[] = [];
  for (let id = unanswered.next(null); id && !ids.includes(id); id = unanswered.next(id)) ids.push(id);
  return ids;
};

describe('who waits for an answer', () => {
  it('is found in all lists and on all pages, longest first, among one’s own sessions only', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b', 'c');
    talk(server, 'wang', 'd');
    talk(server, null, 'e');
    server.enter('silent', 'me');
    server.enter('left', 'me');
    server.write('left', 'hello', true);
    server.answer('b');
    const unanswered = await loaded(server, 1);

    expect([unanswered.count, order(unanswered)]).toEqual([3, ['a', 'c', 'left']]);
    expect(unanswered.longestSince).toBe(server.sessions.get('a')?.waitingSince);
  });

  it('is gone through from the open session on, and from the beginning after the last', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b', 'c');
    const unanswered = await loaded(server);
    expect(['a', 'c', 'another', null].map((id) => unanswered.next(id))).toEqual(['b', 'a', 'a', 'a']);
  });

  it('is nobody else when only the open session waits, and nobody when none does', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const unanswered = await loaded(server);
    expect([unanswered.next('a'), unanswered.count]).toEqual([null, 1]);
    const event = server.answer('a');
    if (event) unanswered.apply(event);
    expect([unanswered.next(null), unanswered.count]).toEqual([null, 0]);
  });

  it('follows what happens, whatever order it is heard in', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b');
    talk(server, 'wang', 'd');
    const unanswered = await loaded(server);
    const [answered, again] = [server.answer('a'), server.write('a')];
    for (const event of [again, answered, server.give('d', 'me'), server.answer('b')])
      if (event) unanswered.apply(event);
    expect(order(unanswered)).toEqual(['d', 'a']);
    for (const event of [server.give('d', 'wang'), server.end('a'), server.withdraw('b')])
      if (event) unanswered.apply(event);
    expect(order(unanswered)).toEqual([]);
  });

  it('is not brought back by a page that was overtaken by events', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b', 'c');
    const answer = pending<unknown>();
    const old = server.page({ filter: { ownerId: 'me' }, order: 'ATTENTION', first: 100 });
    const api = new FakeApi({ SessionPage: () => answer.promise });
    const unanswered = new UnansweredState({ api, agentId: 'me' });
    unanswered.apply(started());
    for (const event of [server.give('a', 'wang'), server.answer('b')]) if (event) unanswered.apply(event);
    answer.resolve(old);
    await settle();
    expect(order(unanswered)).toEqual(['c']);
  });

  it('stays known while a line that was lost has not brought the answer yet', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    let fails = false;
    const api = new FakeApi({
      SessionPage: (variables) => {
        if (fails) throw new RequestFailure('NETWORK');
        return server.page(variables);
      },
    });
    const unanswered = new UnansweredState({ api, agentId: 'me' });
    onTestFinished(() => unanswered.stop());
    unanswered.apply(started());
    await settle();
    fails = true;
    unanswered.apply(started());
    await settle();
    expect(order(unanswered)).toEqual(['a']);
  });
});

describe('moving from session to session', () => {
  const rows = [0, 2, 0, 1].map((unreadCount, index) => ({ id: `s${index}`, unreadCount }));

  it('goes to the one beside, from outside to the first or last, and no further than the ends', () => {
    expect(besideIn(rows, 's1', 1)).toBe('s2');
    expect(besideIn(rows, 's1', -1)).toBe('s0');
    expect([besideIn(rows, 's3', 1), besideIn(rows, 's0', -1), besideIn([], null, 1)]).toEqual([
      null,
      null,
      null,
    ]);
    expect([besideIn(rows, null, 1), besideIn(rows, null, -1)]).toEqual(['s0', 's3']);
  });

  it('goes to the next one with something unread, round the ends, and nowhere when there is no other', () => {
    expect(['s1', 's3', null].map((id) => unreadIn(rows, id, 1))).toEqual(['s3', 's1', 's1']);
    expect(['s1', 's3', null].map((id) => unreadIn(rows, id, -1))).toEqual(['s3', 's1', 's3']);
    expect(unreadIn(rows.slice(0, 2), 's1', 1)).toBeNull();
    expect(unreadIn([], null, -1)).toBeNull();
  });
});
