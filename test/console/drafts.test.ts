import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import { DraftState } from '#lib/message/draftState.svelte.ts';
import { DraftSync } from '#lib/message/draftSync.ts';
import { MemoryStorage } from './build.ts';
import { FakeApi, settle } from './fakeApi.ts';

let isReachable: boolean;
let api: FakeApi;
beforeEach(() => {
  vi.useFakeTimers();
  isReachable = true;
  api = new FakeApi({
    SaveDraft: () => {
      if (!isReachable) throw new RequestFailure('NETWORK');
      return { saveDraft: { __typename: 'DraftReceipt', updatedAt: '' } };
    },
  });
});
afterEach(() => void vi.useRealTimers());

function open(storage = new MemoryStorage()) {
  const drafts = new DraftState(storage, 'me');
  const sync = new DraftSync({ api, drafts, maxLength: 20 });
  return { drafts, sync, storage };
}
const saved = () => api.callsOf('SaveDraft').map(({ input }) => (input as { text: string }).text);

describe('a draft', () => {
  it('goes to the server when typing pauses, once, and at once when it is emptied', async () => {
    const { drafts } = open();
    for (const text of ['您', '您好', '您好，']) drafts.change('s', text);
    expect(saved()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved()).toEqual(['您好，']);
    drafts.change('s', '');
    await vi.advanceTimersByTimeAsync(0);
    expect(saved()).toEqual(['您好，', '']);
  });

  it('of another device takes the place of what is here, unless it was changed here since', async () => {
    const { drafts } = open();
    drafts.receive('s', { text: 'from the phone', isNote: true });
    expect([drafts.text('s'), drafts.isNote('s')]).toEqual(['from the phone', true]);
    drafts.change('s', 'changed here');
    drafts.receive('s', { text: 'from the phone', isNote: true });
    expect(drafts.text('s')).toBe('changed here');
    await vi.advanceTimersByTimeAsync(1_000);
    drafts.receive('s', null);
    expect(drafts.text('s')).toBe('');
  });

  it('that could not be saved counts more than what the server has, over a reload too', async () => {
    const { drafts, storage } = open();
    isReachable = false;
    drafts.change('s', 'on the train');
    await vi.advanceTimersByTimeAsync(1_000);
    const { drafts: reloaded } = open(storage);
    reloaded.receive('s', { text: 'older', isNote: false });
    expect(reloaded.text('s')).toBe('on the train');
  });

  it('that is too long for the server stays here', async () => {
    const { drafts, sync } = open();
    drafts.change('s', '长'.repeat(21));
    sync.flush();
    await settle();
    expect([saved(), drafts.text('s').length]).toEqual([[], 21]);
  });
});
