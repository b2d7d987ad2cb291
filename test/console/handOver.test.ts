import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { handOverSessions, offerUndo } from '#lib/agent/handOverActions.ts';
import { HandOverState, handOverDialog, isReplaceable } from '#lib/agent/handOverState.svelte.ts';
import { OwnStatusState } from '#lib/agent/ownStatusState.svelte.ts';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import type { AgentStatus, HandOverDetailsFragment } from '#lib/gql/generated.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { buildColleague, timeAt } from './build.ts';
import { FakeApi, settle } from './fakeApi.ts';

const now = Date.parse(timeAt(0));

function buildHandOver(status: AgentStatus, second: number): HandOverDetailsFragment {
  return {
    __typename: 'HandOver',
    id: 'h',
    sessionsCount: 3,
    undoableUntil: timeAt(10),
    toAgent: { __typename: 'Agent', id: 'wang', displayName: 'Wang' },
    agent: { __typename: 'Agent', id: 'me', status, statusChangedAt: timeAt(second) },
  };
}

function buildDesk(answers: ConstructorParameters<typeof FakeApi>[0]) {
  const api = new FakeApi(answers);
  const ownStatus = new OwnStatusState({ status: 'ONLINE', statusChangedAt: timeAt(0) });
  return { api, clock: new ClockState(), ownStatus };
}

beforeEach(() => {
  vi.useFakeTimers({ now });
  toastState.toasts = [];
});
afterEach(() => void vi.useRealTimers());

describe('handing over', () => {
  it('makes the agent AWAY with the answer', async () => {
    const desk = buildDesk({ HandOverSessions: () => ({ handOverSessions: buildHandOver('AWAY', 1) }) });
    expect((await handOverSessions(desk, 'wang'))?.sessionsCount).toBe(3);
    expect(desk.api.callsOf('HandOverSessions')).toEqual([{ input: { toAgentId: 'wang' } }]);
    expect(desk.ownStatus.current).toBe('AWAY');
  });

  it('changes nothing and says why when the colleague has just gone', async () => {
    const refusal = { __typename: 'AgentNotReachableError', code: 'AGENT_NOT_REACHABLE' };
    const desk = buildDesk({ HandOverSessions: () => ({ handOverSessions: refusal }) });
    expect(await handOverSessions(desk, 'wang')).toBeNull();
    expect([desk.ownStatus.current, toastState.toasts.map(({ kind }) => kind)]).toEqual([
      'ONLINE',
      ['error'],
    ]);
  });

  it('can be undone for as long as the server says, counted by its clock', async () => {
    const desk = buildDesk({ UndoHandOver: () => ({ undoHandOver: buildHandOver('ONLINE', 5) }) });
    desk.ownStatus.apply({ status: 'AWAY', statusChangedAt: timeAt(1) });
    desk.clock.synchronise(timeAt(4));
    offerUndo(desk, buildHandOver('AWAY', 1));
    const [toast] = toastState.toasts;
    expect(toast?.action?.lastsMs).toBeGreaterThan(5_000);
    expect(toast?.action?.lastsMs).toBeLessThanOrEqual(6_000);

    if (toast) toastState.act(toast);
    await settle();
    expect(desk.api.callsOf('UndoHandOver')).toEqual([{ input: { handOverId: 'h' } }]);
    expect(desk.ownStatus.current).toBe('ONLINE');
  });

  it('is offered to be undone no longer than that', () => {
    offerUndo(buildDesk({}), buildHandOver('AWAY', 1));
    vi.advanceTimersByTime(10_000);
    expect(toastState.toasts).toEqual([]);
  });

  it('says that it could not be undone', async () => {
    const desk = buildDesk({
      UndoHandOver: () => {
        throw new RequestFailure('NETWORK');
      },
    });
    offerUndo(desk, buildHandOver('AWAY', 1));
    for (const toast of toastState.toasts) toastState.act(toast);
    await settle();
    expect(toastState.toasts.map(({ kind }) => kind)).toEqual(['error']);
  });
});

describe('whom sessions can be handed over to', () => {
  const colleagues = [
    buildColleague('wang', { status: 'ONLINE' }),
    buildColleague('chen', { status: 'BUSY' }),
    buildColleague('zhao', { status: 'AWAY' }),
    buildColleague('qian', { status: 'OFFLINE' }),
  ];
  const build = (occasion: 'AWAY' | 'QUIT') =>
    new HandOverState({ api: new FakeApi({}), occasion, colleagues: () => colleagues, unsentCount: 0 });
  const ids = (form: HandOverState) => form.pick.shown.map(({ id }) => id);

  it('is every colleague who is ONLINE or BUSY', () => {
    expect(ids(build('AWAY'))).toEqual(['wang', 'chen']);
  });

  it('is nobody too for who quits, and that is what is chosen unless they choose', () => {
    const form = build('QUIT');
    expect(ids(form)).toEqual(['nobody', 'wang', 'chen']);
    expect(form.choice?.agent).toBeNull();
  });

  it('is learnt first where the colleagues are not known yet', async () => {
    const list = {
      status: 'loading',
      inOrder: [] as typeof colleagues,
      refetch: () => {
        list.inOrder = colleagues;
        return Promise.resolve();
      },
    };
    expect(await isReplaceable({ colleagues: list as unknown as AgentDesk['colleagues'] })).toBe(true);
  });

  it('is told to who asked, or that nobody was chosen', async () => {
    const form = build('AWAY');
    const chosen = handOverDialog.ask(form);
    form.pick.pick(form.pick.shown[1]!);
    expect((await chosen)?.id).toBe('chen');

    const closed = handOverDialog.ask(build('AWAY'));
    handOverDialog.close(null);
    expect(await closed).toBeNull();
  });
});
