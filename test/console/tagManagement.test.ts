import { beforeEach, describe, expect, it } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { ManagedTagFragment } from '#lib/gql/generated.ts';
import { TagListState } from '#lib/tag/tagListState.svelte.ts';
import { tagFormDialog } from '#lib/tag/tagFormState.svelte.ts';
import { TagManagementState } from '#lib/tag/tagManagementState.svelte.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { buildManagedTag } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';

type Answers = ConstructorParameters<typeof FakeApi>[0];

const system = (id: string, change: Partial<ManagedTagFragment> = {}) =>
  buildManagedTag(id, { isSystem: true, ...change });

/** The page of somebody who manages all tags, and a server that keeps these. */
async function buildPage(tags: ManagedTagFragment[], answers: Answers = {}) {
  const server = { tags, changes: 0 };
  const api = new FakeApi({
    Tags: () => ({ tags: server.tags }),
    OrderTags: ({ input }) => {
      const { tagIds } = input as { tagIds: string[] };
      const placeOf = ({ id }: { id: string }) => tagIds.indexOf(id);
      server.tags = [...server.tags].sort((a, b) => placeOf(a) - placeOf(b));
      return { orderTags: { __typename: 'TagOrder', tags: server.tags } };
    },
    DeleteTag: ({ input }) => {
      const { tagId } = input as { tagId: string };
      server.tags = server.tags.filter(({ id }) => id !== tagId);
      return { deleteTag: { __typename: 'DeletionReceipt', deletedId: tagId } };
    },
    ...answers,
  });
  const list = new TagListState(api);
  const rights = { manages: true, managesSystem: true };
  const management = new TagManagementState({ api, tags: list, rights, onChanged: () => server.changes++ });
  await list.refresh();
  return { api, server, list, management };
}

const names = (tags: readonly ManagedTagFragment[]) => tags.map(({ name }) => name);
const errors = () => toastState.toasts.filter(({ kind }) => kind === 'error').length;

beforeEach(() => {
  toastState.toasts = [];
  tagFormDialog.close(null);
});

describe('the page of the tags', () => {
  it('shows the system’s and the agents’ own, and finds among both', async () => {
    const { management } = await buildPage([system('转电'), system('预约'), buildManagedTag('意向')]);
    expect([names(management.system), names(management.own)]).toEqual([['转电', '预约'], ['意向']]);
    management.search = ' 预 ';
    expect([names(management.system), names(management.own)]).toEqual([['预约'], []]);
  });

  it('says when they cannot be loaded, and shows them when they can', async () => {
    let isUp = false;
    const { list } = await buildPage([], {
      Tags: () => {
        if (!isUp) throw new RequestFailure('NETWORK');
        return { tags: [system('转电')] };
      },
    });
    expect([list.status, list.failureCode]).toEqual(['failed', 'NETWORK']);
    isUp = true;
    await list.refresh();
    expect([list.status, names(list.all)]).toEqual(['ready', ['转电']]);
  });

  it('shows a new tag at once, in a colour that no other has', async () => {
    const made = buildManagedTag('意向');
    const { api, server, management } = await buildPage([system('转电', { color: '#d6453d' })], {
      CreateTag: () => ({ createTag: made }),
    });
    management.search = 'something';
    const done = management.create();
    const form = tagFormDialog.form!;
    expect(form.color).toBe('#d9771f');
    form.name = ' 意向 ';
    server.tags = [...server.tags, made];
    await form.submit();
    await done;
    const input = { name: '意向', color: '#d9771f', isSystem: false, kinds: [], stage: null };
    expect(api.callsOf('CreateTag')).toEqual([{ input }]);
    expect([names(management.own), management.search]).toEqual([['意向'], '']);
  });

  it('has what visitors have shown anew after a change', async () => {
    const before = buildManagedTag('意向');
    const after = { ...before, name: '重点' };
    const { server, management } = await buildPage([before], { UpdateTag: () => ({ updateTag: after }) });
    const done = management.edit(before);
    server.tags = [after];
    await tagFormDialog.form!.submit();
    await done;
    expect([names(management.own), server.changes]).toEqual([['重点'], 1]);
  });

  it('changes nothing when the agent thinks better of it', async () => {
    const { api, server, management } = await buildPage([buildManagedTag('意向')]);
    const done = management.edit(server.tags[0]!);
    tagFormDialog.close(null);
    await done;
    expect([api.callsOf('UpdateTag'), server.changes]).toEqual([[], 0]);
  });
});

describe('deleting a tag', () => {
  it('is asked for with the number of visitors who lose it', async () => {
    const { api, server, management } = await buildPage([buildManagedTag('意向', { usageCount: 11 })]);
    // One more since the page was opened.
    server.tags = [buildManagedTag('意向', { usageCount: 12 })];
    const done = management.remove(management.own[0]!);
    await settle();
    expect(confirmState.question?.text).toContain('12');
    confirmState.answer(true);
    await done;
    expect(api.callsOf('DeleteTag')).toEqual([{ input: { tagId: '意向' } }]);
    expect([management.own, server.changes, errors()]).toEqual([[], 1, 0]);
  });

  it('is not done when the question is answered with no', async () => {
    const { api, management } = await buildPage([buildManagedTag('意向')]);
    const done = management.remove(management.own[0]!);
    await settle();
    confirmState.answer(false);
    await done;
    expect([api.callsOf('DeleteTag'), names(management.own)]).toEqual([[], ['意向']]);
  });

  it('is no failure when somebody else was faster, and is one when it is refused', async () => {
    const refusal = { __typename: 'NotFoundError', code: 'NOT_FOUND' };
    const { management, server } = await buildPage([buildManagedTag('a'), buildManagedTag('b')], {
      DeleteTag: () => ({ deleteTag: refusal }),
    });
    const remove = async () => {
      const done = management.remove(management.own[0]!);
      await settle();
      confirmState.answer(true);
      await done;
      await settle();
    };
    server.tags = server.tags.slice(1);
    await remove();
    expect([names(management.own), errors()]).toEqual([['b'], 0]);
    Object.assign(refusal, { __typename: 'NotAllowedError', code: 'NOT_ALLOWED' });
    await remove();
    expect([names(management.own), errors()]).toEqual([['b'], 1]);
  });
});

describe('the order of the tags', () => {
  const five = () => [system('s1'), system('s2'), ...['a', 'b', 'c'].map((id) => buildManagedTag(id))];

  it('is changed within a group, is told whole, and stays', async () => {
    const { api, management, list } = await buildPage(five());
    management.order.move(management.own[0]!, 2);
    expect([names(management.own), management.announcement]).toEqual([
      ['b', 'c', 'a'],
      expect.stringContaining('3') as string,
    ]);
    await settle();
    expect(api.callsOf('OrderTags')).toEqual([{ input: { tagIds: ['s1', 's2', 'b', 'c', 'a'] } }]);
    await list.refresh();
    expect(names(management.own)).toEqual(['b', 'c', 'a']);
  });

  it('goes no further than the group', async () => {
    const { api, management } = await buildPage(five());
    management.order.move(management.system[1]!, 1);
    management.order.move(management.own[0]!, -1);
    expect([management.order.hasPlace(management.own[2]!, 1), api.callsOf('OrderTags')]).toEqual([false, []]);
  });

  it('is the last one when somebody moves faster than the server answers', async () => {
    const answer = pending<void>();
    let isSlow = true;
    const { api, management } = await buildPage(five(), {
      OrderTags: async () => {
        if (isSlow) await answer.promise;
        return { orderTags: { __typename: 'TagOrder', tags: [] } };
      },
      Tags: () => ({ tags: five() }),
    });
    for (let press = 0; press < 3; press++) management.order.move(management.own[0]!, 1);
    management.order.move(management.system[0]!, 1);
    isSlow = false;
    answer.resolve();
    await settle();
    expect(api.callsOf('OrderTags').map(({ input }) => (input as { tagIds: string[] }).tagIds)).toEqual([
      ['s1', 's2', 'b', 'a', 'c'],
      ['s2', 's1', 'b', 'a', 'c'],
    ]);
  });

  it('is as it was when the server refuses it', async () => {
    const { management } = await buildPage(five(), {
      OrderTags: () => ({ orderTags: { __typename: 'NotAllowedError', code: 'NOT_ALLOWED' } }),
    });
    management.order.move(management.own[0]!, 1);
    await settle();
    expect([names(management.own), errors()]).toEqual([['a', 'b', 'c'], 1]);
  });

  it('is set by dragging, but not from one group into the other', async () => {
    const { management } = await buildPage(five());
    management.order.draggedId = 'c';
    expect(management.order.dragOver(management.system[0]!)).toBe(false);
    expect(management.order.dragOver(management.own[0]!)).toBe(true);
    management.order.drop();
    expect([names(management.own), management.order.draggedId]).toEqual([['c', 'a', 'b'], null]);
  });

  it('is not to be changed where it cannot be seen, or of a tag that is not one’s to manage', async () => {
    const { management } = await buildPage([system('s1', { viewerCanManage: false }), buildManagedTag('a')]);
    expect([...management.system, ...management.own].map((tag) => management.order.canMove(tag))).toEqual([
      false,
      true,
    ]);
    management.search = 'a';
    expect(management.order.canMove(management.own[0]!)).toBe(false);
  });
});
