import { describe, expect, it } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import { searchLines } from '#lib/search/searchLines.ts';
import type { SearchResultsState } from '#lib/search/searchResultsState.svelte.ts';
import { firstSearch, noFilter } from '#lib/search/searchView.ts';
import { FakeSearchServer, heldServer, resultsOn } from './fakeSearchServer.ts';
import { settle } from './fakeApi.ts';

const search = (query: string) => ({ ...firstSearch, query });
const messages = (query: string) => ({ ...firstSearch, query, kind: 'messages' as const });
const lines = ({ shown }: SearchResultsState) => (shown ? searchLines(shown).map(({ id }) => id) : []);
const said = (count: number): FakeSearchServer['messages'] =>
  Array.from({ length: count }, (_, index) => ['s', count - index, `种植 ${index}`]);

describe('what a search finds', () => {
  it('stays until something newer is there, and is never what an overtaken search finds', async () => {
    const { server, answers } = heldServer();
    server.messages = [
      ['b', 2, '种植牙多少钱'],
      ['a', 1, '种花'],
    ];
    const results = resultsOn(server);
    results.show(search('花'));
    await settle();
    answers.get('花')?.resolve();
    await settle();
    expect([results.isBehind, lines(results)]).toEqual([
      false,
      ['heading-messages', 'session-a', 'messages-a-1'],
    ]);

    results.show(search('种'));
    results.show(search('种植'));
    await settle();
    expect([results.isBehind, lines(results)[2]]).toEqual([true, 'messages-a-1']);
    answers.get('种植')?.resolve();
    await settle();
    expect([results.isBehind, lines(results)[2]]).toEqual([false, 'messages-b-2']);
    answers.get('种')?.resolve();
    await settle();
    expect([results.shown?.view.query, lines(results)[2]]).toEqual(['种植', 'messages-b-2']);
  });

  it('is nothing any more once nothing is searched for, though an answer comes late', async () => {
    const { server, answers } = heldServer();
    const results = resultsOn(server);
    results.show(search('牙'));
    await settle();
    results.show(search(''));
    answers.get('牙')?.resolve();
    await settle();
    expect([results.status, results.shown]).toEqual(['idle', null]);
  });

  it('stands by kind, the first of each, with a way to the rest; messages of one session together', async () => {
    const server = new FakeSearchServer();
    server.messages = [['b', 9, '种植'], ['b', 7, '种植'], ...said(5)];
    server.visitors = ['a', 'b', 'c', 'd'];
    server.replies = ['r'];
    const results = resultsOn(server);
    results.show(search('种植'));
    await settle();
    expect(lines(results)).toEqual([
      'heading-messages',
      ...['session-b', 'messages-b-9', 'messages-b-7'],
      ...['session-s', 'messages-s-5', 'messages-s-4', 'messages-s-3'],
      'all-messages',
      'heading-visitors',
      ...['visitors-visitor-a', 'visitors-visitor-b', 'visitors-visitor-c'],
      'all-visitors',
      'heading-replies',
      'replies-r',
    ]);
    expect(server.searches).toHaveLength(1);
  });

  it('comes page by page, also over pages that are empty though there is more', async () => {
    const server = new FakeSearchServer();
    server.messages = said(7);
    server.emptyAfter.add('0').add('3');
    const results = resultsOn(server);
    results.show(messages('种植'));
    await settle();
    const pages = results.shown?.pages.get('messages');
    expect([pages?.hits.length, pages?.hasMore]).toEqual([3, true]);
    await Promise.all([pages?.loadMore(), pages?.loadMore()]);
    expect([pages?.hits.length, pages?.hasMore]).toEqual([6, true]);
    await pages?.loadMore();
    await pages?.loadMore();
    expect([pages?.hits.map(({ id }) => id).length, pages?.hasMore]).toEqual([7, false]);
    expect(server.searches.map(({ after }) => after)).toEqual([null, '0', '3', '3', '6']);
  });

  it('keeps what is there when the next page cannot be had', async () => {
    let fails = false;
    const server: FakeSearchServer = new FakeSearchServer({
      Search: (variables) => {
        if (fails) throw new RequestFailure('NETWORK');
        return server.search(variables as never);
      },
    });
    server.messages = said(5);
    const results = resultsOn(server);
    results.show(messages('种植'));
    await settle();
    fails = true;
    const pages = results.shown?.pages.get('messages');
    await pages?.loadMore();
    expect([pages?.hits.length, pages?.failureCode]).toEqual([3, 'NETWORK']);
    fails = false;
    await pages?.loadMore();
    expect([pages?.hits.length, pages?.failureCode]).toEqual([5, null]);
  });

  it('is searched for again when the line is back', async () => {
    let fails = true;
    const server: FakeSearchServer = new FakeSearchServer({
      Search: (variables) => {
        if (fails) throw new RequestFailure('NETWORK');
        return server.search(variables as never);
      },
    });
    const results = resultsOn(server);
    results.show(search('牙'));
    await settle();
    expect([results.status, results.failureCode]).toEqual(['failed', 'NETWORK']);
    fails = false;
    results.recover();
    await settle();
    expect([results.status, results.failureCode]).toEqual(['ready', null]);
  });

  it('tells by which contact data a visitor was found to those alone who may see it', async () => {
    for (const seesContacts of [true, false]) {
      const server = new FakeSearchServer();
      resultsOn(server, seesContacts).show(search('139'));
      await settle();
      expect(server.searches[0]?.seesContacts).toBe(seesContacts);
    }
  });

  it('is from the organisation’s days', async () => {
    const server = new FakeSearchServer();
    const results = resultsOn(server);
    results.show({ ...search('牙'), filter: { ...noFilter, from: '2026-11-22', until: '2026-11-22' } });
    await settle();
    expect(server.searches[0]).toMatchObject({
      filter: { from: '2026-11-21T16:00:00.000Z', until: '2026-11-22T16:00:00.000Z' },
      replies: false,
    });
  });
});
