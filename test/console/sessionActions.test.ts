import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import type { CurrentAgentFragment, SessionDetailsFragment } from '#lib/gql/generated.ts';
import {
  blockVisitor,
  endSession,
  setDoNotDisturb,
  takeSession,
  transferSession,
  type SessionDesk,
} from '#lib/session/sessionActions.ts';
import { endingDialog } from '#lib/outcome/endingState.svelte.ts';
import { transferDialog } from '#lib/session/transferState.svelte.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { blockDialog } from '#lib/visitor/blockState.svelte.ts';
import { buildColleague, buildSession, timeAt } from './build.ts';
import { FakeApi, settle } from './fakeApi.ts';

const session = buildSession('s', { ownerId: 'me' });
const target = (id: string, status: 'ONLINE' | 'BUSY' = 'ONLINE') =>
  buildColleague(id, { status, capacity: 8 });

function buildDesk(answers: ConstructorParameters<typeof FakeApi>[0]) {
  const api = new FakeApi(answers);
  const shown: SessionDetailsFragment[] = [];
  const desk = {
    api,
    agent: { id: 'me', displayName: 'Lin' } as CurrentAgentFragment,
    clock: new ClockState(),
    threads: { find: () => undefined },
    sessions: { applyRow: (row: unknown) => void shown.push(row as SessionDetailsFragment) },
  } as unknown as SessionDesk;
  return { api, desk, shown };
}

const kinds = () => toastState.toasts.map(({ kind }) => kind);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(timeAt(0)) });
  toastState.toasts = [];
});
afterEach(() => void vi.useRealTimers());

describe('transferring a session', () => {
  const answers = {
    TransferTargets: () => ({ transferTargets: [target('chen', 'BUSY'), target('wang'), target('me')] }),
    TransferSession: () => ({ transferSession: { ...session, version: 2, ownerId: 'wang' } }),
  };

  it('goes to the agent who was chosen, with the note', async () => {
    const { api, desk, shown } = buildDesk(answers);
    const done = transferSession(desk, session);
    const form = transferDialog.form!;
    await form.refresh();
    expect(form.pick.shown.map(({ id }) => id)).toEqual(['wang', 'chen']);
    form.note = ' 想预约 ';
    transferDialog.close(form.choice);
    await done;

    const input = { sessionId: 's', toAgentId: 'wang', note: '想预约' };
    expect(api.callsOf('TransferSession')).toEqual([{ input }]);
    expect([shown.map(({ ownerId }) => ownerId), kinds()]).toEqual([['wang'], ['notice']]);
  });

  it('keeps the choice while the list is refreshed, and lets go of who has left', async () => {
    let targets = [target('wang'), target('chen')];
    const { desk } = buildDesk({ ...answers, TransferTargets: () => ({ transferTargets: targets }) });
    void transferSession(desk, session);
    const form = transferDialog.form!;
    await form.refresh();
    form.pick.activate('wang');
    targets = [target('zhao'), target('wang'), target('chen')];
    await form.refresh();
    expect(form.choice?.agent.id).toBe('wang');
    targets = [];
    await form.refresh();
    expect([form.hasTargets, form.choice]).toEqual([false, null]);
    transferDialog.close(null);
  });

  it('does nothing when the dialog is closed', async () => {
    const { api, desk } = buildDesk(answers);
    const done = transferSession(desk, session);
    transferDialog.close(null);
    await done;
    expect(api.callsOf('TransferSession')).toEqual([]);
  });

  it('to oneself needs no dialog', async () => {
    const { api, desk } = buildDesk(answers);
    await takeSession(desk, buildSession('s', { ownerId: 'wang' }));
    expect(api.callsOf('TransferSession')).toEqual([
      { input: { sessionId: 's', toAgentId: 'me', note: null } },
    ]);
  });

  it('says why when the agent cannot be reached any more', async () => {
    const refusal = { __typename: 'AgentNotReachableError', code: 'AGENT_NOT_REACHABLE' };
    const { desk, shown } = buildDesk({ TransferSession: () => ({ transferSession: refusal }) });
    await takeSession(desk, session);
    expect([shown, kinds()]).toEqual([[], ['error']]);
  });
});

describe('do-not-disturb', () => {
  const answers = { SetDoNotDisturb: () => ({ setDoNotDisturb: session }) };

  it('is explained before it is turned on', async () => {
    const { api, desk } = buildDesk(answers);
    const done = setDoNotDisturb(desk, session, true);
    expect(api.calls).toEqual([]);
    confirmState.answer(true);
    await done;
    expect(api.callsOf('SetDoNotDisturb')).toEqual([{ input: { sessionId: 's', isOn: true } }]);
  });

  it('is lifted without a question', async () => {
    const { api, desk } = buildDesk(answers);
    await setDoNotDisturb(desk, session, false);
    expect(api.callsOf('SetDoNotDisturb')).toEqual([{ input: { sessionId: 's', isOn: false } }]);
  });
});

describe('ending a session', () => {
  it('is not done when the agent says no', async () => {
    const { api, desk } = buildDesk({});
    const done = endSession(desk, session);
    await settle();
    confirmState.answer(false);
    await done;
    expect(api.callsOf('EndSession')).toEqual([]);
  });

  it('asks how it came out where outcomes are offered, and insists where that is a setting', async () => {
    const { api, desk, shown } = buildDesk({
      OutcomesOffered: () => ({
        sessionOutcomes: [
          { id: 'o1', name: 'Advice', isArchived: false },
          { id: 'o2', name: 'Old', isArchived: true },
        ],
        settings: { outcomeRequired: true },
      }),
      EndSession: () => ({ endSession: session }),
    });
    const done = endSession(desk, session);
    await settle();
    const form = endingDialog.form;
    expect(form?.offered.map(({ name }) => name)).toEqual(['Advice']);
    await form?.submit();
    expect(api.callsOf('EndSession')).toEqual([]);
    expect(form?.outcomeError).not.toBeNull();
    form?.choose('o1');
    await form?.submit();
    await done;
    expect(api.callsOf('EndSession')).toEqual([{ input: { sessionId: 's', outcomeId: 'o1' } }]);
    expect(shown).not.toEqual([]);
  });
});

describe('blocking a visitor', () => {
  const open = (answer: unknown) => {
    const { api, desk, shown } = buildDesk({ BlockVisitor: () => ({ blockVisitor: answer }) });
    const done = blockVisitor(desk, session);
    return { api, shown, done, form: blockDialog.form! };
  };

  it('needs a reason', async () => {
    const { api, form } = open(session);
    form.reason = '  ';
    await form.submit();
    expect([api.calls.length, form.reasonError === null]).toEqual([0, false]);
    blockDialog.close(null);
  });

  it('lasts as long as was chosen, by the server’s clock', async () => {
    const { api, form, done, shown } = open({ ...session, version: 2, isLive: false });
    Object.assign(form, { reason: '广告 ', includesAddress: true, term: 'day' });
    await form.submit();
    await done;
    expect(api.callsOf('BlockVisitor')).toEqual([
      {
        input: { sessionId: 's', reason: '广告', includesAddress: true, expiresAt: timeAt(24 * 3_600) },
      },
    ]);
    expect([shown.length, kinds(), blockDialog.form]).toEqual([1, ['notice'], null]);
  });

  it('keeps what was typed when it is refused, with the reason at its field', async () => {
    const violations = [{ field: 'reason', rule: 'TOO_LONG', limit: 500 }];
    const { form } = open({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations });
    form.reason = 'x'.repeat(600);
    await form.submit();
    expect([form.reasonError?.includes('500'), form.reason.length, blockDialog.form === form]).toEqual([
      true,
      600,
      true,
    ]);
    blockDialog.close(null);
  });

  it('says at the dialog that it is not allowed', async () => {
    const { form } = open({ __typename: 'NotAllowedError', code: 'NOT_ALLOWED' });
    form.reason = '广告';
    await form.submit();
    await settle();
    expect([form.error === null, form.isBusy]).toEqual([false, false]);
    blockDialog.close(null);
  });
});
