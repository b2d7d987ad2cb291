import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ColleagueListState, type ColleagueEvent } from '#lib/agent/colleagueListState.svelte.ts';
import { OwnStatusState } from '#lib/agent/ownStatusState.svelte.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import { buildColleague, timeAt } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';
import { FakeColleagueServer } from './fakeColleagueServer.ts';

const started: ColleagueEvent = { __typename: 'StreamStarted', at: timeAt(0) };

function listOn(api: FakeApi) {
  const ownStatus = new OwnStatusState({ status: 'OFFLINE', statusChangedAt: timeAt(0) });
  const list = new ColleagueListState({ api, openStream: api.openStream, agentId: 'me', ownStatus });
  list.start();
  return { list, ownStatus };
}

async function loadedList(server: FakeColleagueServer) {
  const { list, ownStatus } = listOn(server.api);
  list.apply(started);
  await settle();
  return { list, ownStatus };
}

const shown = (list: ColleagueListState) => list.inOrder.map(({ id, status }) => `${id} ${status}`);

describe('the list of colleagues', () => {
  it('shows those first who are reached first, then by name', async () => {
    const api = new FakeApi({
      ColleagueList: () => ({
        currentAgent: null,
        departments: [],
        colleagues: [
          buildColleague('off', { displayName: '阿' }),
          buildColleague('away', { status: 'AWAY' }),
          buildColleague('wang', { status: 'ONLINE', displayName: '王' }),
          buildColleague('busy', { status: 'BUSY' }),
          buildColleague('lin', { status: 'ONLINE', displayName: '林' }),
        ],
      }),
    });
    const { list } = listOn(api);
    list.apply(started);
    await settle();

    expect(list.inOrder.map(({ id }) => id)).toEqual(['lin', 'wang', 'busy', 'away', 'off']);
  });

  it('keeps what events said while an older list was on its way, also of somebody new', async () => {
    const server = new FakeColleagueServer();
    server.change('a', 'ONLINE');
    const loads = [pending<unknown>(), pending<unknown>()];
    let load = 0;
    const { list, ownStatus } = listOn(new FakeApi({ ColleagueList: () => loads[load++]?.promise }));
    list.apply(started);
    const old = server.page();
    for (const event of [
      server.change('a', 'BUSY'),
      server.change('me', 'AWAY'),
      server.change('b', 'ONLINE'),
    ])
      list.apply(event);
    loads[0]?.resolve(old);
    await settle();
    expect(ownStatus.current).toBe('AWAY');
    expect(load, 'the list is fetched again for who is not in the old one').toBe(2);

    loads[1]?.resolve(server.page());
    await settle();
    expect(shown(list)).toEqual(['b ONLINE', 'a BUSY']);
  });

  it('ignores an event that is older than what it shows', async () => {
    const server = new FakeColleagueServer();
    const late = [server.change('a', 'BUSY'), server.change('me', 'BUSY')];
    server.change('a', 'AWAY');
    server.change('me', 'ONLINE');
    const { list, ownStatus } = await loadedList(server);
    for (const event of late) list.apply(event);

    expect(shown(list)).toEqual(['a AWAY']);
    expect(ownStatus.current).toBe('ONLINE');
  });

  it('says why it could not be loaded, and tries again by itself', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let isDown = true;
    const server = new FakeColleagueServer();
    server.change('a', 'ONLINE');
    const api = new FakeApi({
      ColleagueList: () => {
        if (isDown) throw new RequestFailure('NETWORK');
        return server.page();
      },
    });
    const { list } = listOn(api);
    list.apply(started);
    await settle();
    expect([list.status, list.failureCode]).toEqual(['failed', 'NETWORK']);

    isDown = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([list.status, shown(list)]).toEqual(['ready', ['a ONLINE']]);
  });

  it('fetches the numbers of sessions again and again only while it is looked at', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
    });
    onTestFinished(() => void vi.useRealTimers());
    const server = new FakeColleagueServer();
    const { list } = await loadedList(server);
    server.agents.set('a', buildColleague('a', { liveSessionsCount: 3 }));
    const stop = list.watch();
    await vi.advanceTimersByTimeAsync(200);
    expect(list.inOrder.map(({ liveSessionsCount }) => liveSessionsCount)).toEqual([3]);

    server.agents.set('a', buildColleague('a', { liveSessionsCount: 4 }));
    await vi.advanceTimersByTimeAsync(6_000);
    expect(list.inOrder.map(({ liveSessionsCount }) => liveSessionsCount)).toEqual([4]);
    stop();
    const callCount = server.api.calls.length;
    list.recount();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.api.calls).toHaveLength(callCount);
  });

  it('fetches the numbers soon after sessions have changed, and at most once a second', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
    });
    onTestFinished(() => void vi.useRealTimers());
    const server = new FakeColleagueServer();
    const { list } = await loadedList(server);
    onTestFinished(list.watch());
    await vi.advanceTimersByTimeAsync(2_000);
    server.agents.set('a', buildColleague('a', { waitingSessionsCount: 2 }));
    const callCount = server.api.calls.length;
    for (let round = 0; round < 20; round++) {
      list.recount();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(list.find('a')?.waitingSessionsCount).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.api.calls.length - callCount).toBe(2);
  });

  it('equals a fresh fetch after any history, with events doubled and late', async () => {
    const step = fc.record({
      kind: fc.constantFrom('change', 'change', 'restart', 'settle', 'repeat', 'late'),
      id: fc.constantFrom('me', 'a', 'b', 'c', 'd'),
      status: fc.constantFrom('ONLINE' as const, 'BUSY' as const, 'AWAY' as const, 'OFFLINE' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const server = new FakeColleagueServer();
        const { list, ownStatus } = await loadedList(server);
        const past: ColleagueEvent[] = [];
        const late: ColleagueEvent[] = [];
        for (const { kind, id, status } of steps) {
          if (kind === 'settle') await settle();
          else if (kind === 'restart') list.apply(started);
          else if (kind === 'repeat') past.forEach((event) => list.apply(event));
          else {
            const event = server.change(id, status);
            (kind === 'late' ? late : past).push(event);
            if (kind === 'change') list.apply(event);
          }
        }
        late.forEach((event) => list.apply(event));
        await settle();
        expect(list.inOrder).toEqual(server.fresh());
        expect(ownStatus.current).toBe(server.own?.status);
      }),
      { numRuns: 300 },
    );
  });
});
