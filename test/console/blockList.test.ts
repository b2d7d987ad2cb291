import { beforeEach, describe, expect, it } from 'vitest';
import { BlockListState } from '#lib/block/blockListState.svelte.ts';
import type { BlockLineFragment } from '#lib/gql/generated.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi } from './fakeApi.ts';

const block: BlockLineFragment = {
  __typename: 'Block',
  id: 'b1',
  reason: 'advertising',
  address: '203.0.113.9',
  createdAt: '2026-11-22T08:00:00.000Z',
  expiresAt: null,
  agentName: 'Lin',
  sessionId: 's1',
  visitor: { __typename: 'Visitor', id: 'v1', nickname: 'V-7' },
};

async function buildList(canBlock: boolean) {
  const answer = { __typename: 'Session', id: 's1' };
  const api = new FakeApi({
    Blocks: () => ({
      blocks: {
        totalCount: 1,
        edges: [{ node: block }],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    }),
    LiftBlock: () => ({ unblockVisitor: answer }),
    RestoreBlock: () => ({ blockVisitor: answer }),
  });
  const blocks = new BlockListState(api, canBlock);
  await blocks.list.load();
  return { api, blocks };
}

beforeEach(() => void (toastState.toasts = []));

describe('letting a blocked visitor in again', () => {
  it('is done at once and can be taken back, with reason and address as they were', async () => {
    const { api, blocks } = await buildList(true);
    await blocks.lift(block);
    expect([blocks.list.rows, blocks.list.totalCount]).toEqual([[], 0]);
    const [toast] = toastState.toasts;
    expect(toast?.text).toContain('203.0.113.9');
    await toast?.action?.run();
    expect(api.callsOf('RestoreBlock')).toEqual([
      { input: { sessionId: 's1', reason: 'advertising', includesAddress: true, expiresAt: null } },
    ]);
    expect(blocks.list.rows).toEqual([block]);
  });

  it('is asked first where it cannot be taken back', async () => {
    const { api, blocks } = await buildList(false);
    const lifted = blocks.lift(block);
    confirmState.answer(false);
    await lifted;
    expect(api.callsOf('LiftBlock')).toEqual([]);
    const again = blocks.lift(block);
    confirmState.answer(true);
    await again;
    expect([blocks.list.rows, toastState.toasts[0]?.action]).toEqual([[], null]);
  });
});
