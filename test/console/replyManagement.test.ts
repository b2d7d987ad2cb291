import { beforeEach, describe, expect, it } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { ReplyCategoryFragment, ReplyFragment } from '#lib/gql/generated.ts';
import { replyFormDialog } from '#lib/quickReply/replyFormState.svelte.ts';
import { ReplyManagementState } from '#lib/quickReply/replyManagementState.svelte.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { buildAttachment, buildReply, buildReplyCategory } from './build.ts';
import { pending, settle, type FakeApi } from './fakeApi.ts';
import { FakeReplyServer } from './fakeReplyServer.ts';

type Answers = ConstructorParameters<typeof FakeApi>[0];

const mine = (id: string, change: Partial<ReplyFragment> = {}) =>
  buildReply(id, { ownerId: 'me', ...change });
const group = (id: string, change: Partial<ReplyCategoryFragment> = {}) =>
  buildReplyCategory(id, { ownerId: 'me', ...change });
const within = (id: string) => ({
  category: { __typename: 'QuickReplyCategory' as const, id, name: id, position: 0 },
});

/** The page of somebody, and a server that keeps these. */
async function buildPage(
  replies: ReplyFragment[],
  { categories = [] as ReplyCategoryFragment[], answers = {} as Answers, managesPublic = true } = {},
) {
  const server = new FakeReplyServer(replies, categories, answers);
  let changes = 0;
  const page = new ReplyManagementState({
    api: server.api,
    uploads: { sendFile: () => Promise.reject(new Error('no file')), maxBytes: 1_000 },
    agentId: 'me',
    managesPublic,
    onChanged: () => changes++,
  });
  page.handleShown();
  await settle();
  return { server, page, api: server.api, changes: () => changes };
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const toasts = () => toastState.toasts.map(({ kind }) => kind);

beforeEach(() => {
  toastState.toasts = [];
  replyFormDialog.close(null);
});

describe('the page of quick replies', () => {
  it('shows one’s own or everybody’s, by category', async () => {
    const { page } = await buildPage(
      [mine('a', within('x')), mine('b'), buildReply('p', { viewerCanChange: false })],
      { categories: [group('x'), buildReplyCategory('y')], managesPublic: false },
    );
    expect([ids(page.shown), ids(page.categories.shown), page.canChange]).toEqual([['a', 'b'], ['x'], true]);
    page.choose({ all: false, id: 'x' });
    expect([ids(page.shown), page.looseCount]).toEqual([['a'], 1]);
    page.choose({ all: false, id: null });
    expect(ids(page.shown)).toEqual(['b']);

    page.show(true);
    await settle();
    expect([ids(page.shown), ids(page.categories.shown), page.canChange]).toEqual([['p'], ['y'], false]);
  });

  it('makes a reply in the category that is looked at, and shows where it went', async () => {
    const { server, page, api, changes } = await buildPage([mine('a')], {
      categories: [group('x'), group('y')],
      answers: {
        CreateQuickReply: () => {
          const made = mine('new', within('y'));
          server.replies.push(made);
          return { createQuickReply: made };
        },
      },
    });
    page.choose({ all: false, id: 'x' });
    const done = page.create();
    const form = replyFormDialog.form!;
    expect(form.categoryId).toBe('x');
    form.title = ' 预约 ';
    form.content = ' 您好 ';
    form.categoryId = 'y';
    await form.submit();
    await done;

    expect(api.callsOf('CreateQuickReply')).toEqual([
      { input: { isPublic: false, title: '预约', content: '您好', categoryId: 'y', attachmentId: null } },
    ]);
    expect([ids(page.shown), page.choice, changes()]).toEqual([['new'], { all: false, id: 'y' }, 1]);
  });

  it('takes an image in the place of text, and away again', async () => {
    const image = buildAttachment('map');
    const { page, api } = await buildPage([mine('a', { content: '', attachment: image })], {
      answers: { UpdateQuickReply: () => ({ updateQuickReply: mine('a', { content: '您好' }) }) },
    });
    const done = page.edit(page.shown[0]!);
    const form = replyFormDialog.form!;
    expect([form.attachment.attachment, form.isTouched]).toEqual([image, false]);
    form.attachment.remove();
    expect(form.isTouched).toBe(true);
    await form.submit();
    expect([form.contentError, api.callsOf('UpdateQuickReply')]).toEqual(['This is required.', []]);
    form.attachment.attachment = buildAttachment('other');
    await form.submit();
    await done;

    expect(api.callsOf('UpdateQuickReply')).toEqual([
      { input: { replyId: 'a', title: 'title a', content: '', categoryId: null, attachmentId: 'other' } },
    ]);
  });

  it('says at the field what is wrong, and keeps what was filled in', async () => {
    const violation = { __typename: 'Violation', field: 'content', rule: 'TOO_LONG', limit: 4_000 };
    const answers = [
      { __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations: [violation] },
      { __typename: 'NotFoundError', code: 'NOT_FOUND' },
      mine('a', { title: 'new' }),
    ];
    const { page, api } = await buildPage([mine('a')], {
      answers: { UpdateQuickReply: () => ({ updateQuickReply: answers.shift() }) },
    });
    const done = page.edit(page.shown[0]!);
    const form = replyFormDialog.form!;
    form.title = ' ';
    await form.submit();
    expect([form.titleError, api.callsOf('UpdateQuickReply')]).toEqual(['This is required.', []]);
    form.title = 'new';
    await form.submit();
    expect([form.titleError, form.contentError, form.isTouched]).toEqual([
      null,
      'At most 4000 characters.',
      true,
    ]);
    await form.submit();
    expect([form.contentError, form.error]).toEqual([null, expect.stringContaining('deleted')]);
    await form.submit();
    await done;

    expect(replyFormDialog.form).toBeNull();
  });

  it('writes a variable where the caret is', async () => {
    const { page } = await buildPage([mine('a', { content: '您好！' })]);
    void page.edit(page.shown[0]!);
    const form = replyFormDialog.form!;
    const field = {
      value: '您好！',
      selectionStart: 2,
      selectionEnd: 2,
      setRangeText(text: string, start: number, end: number) {
        this.value = this.value.slice(0, start) + text + this.value.slice(end);
      },
      focus: () => undefined,
    };
    form.addVariable('agent.name', field as unknown as HTMLTextAreaElement);

    expect(form.content).toBe('您好{{agent.name}}！');
  });

  it('deletes after asking, also what somebody else has deleted already', async () => {
    const { page, changes } = await buildPage([mine('a'), mine('b')], {
      answers: {
        DeleteQuickReply: () => ({ deleteQuickReply: { __typename: 'NotFoundError', code: 'NOT_FOUND' } }),
      },
    });
    const refused = page.remove(page.shown[0]!);
    confirmState.answer(false);
    await refused;
    expect(ids(page.shown)).toEqual(['a', 'b']);
    const deleted = page.remove(page.shown[0]!);
    confirmState.answer(true);
    await settle();
    expect([changes(), toasts()]).toEqual([1, ['notice']]);
    await deleted;
  });

  it('orders within a category only, at once, and saves the last order of each', async () => {
    const first = pending<void>();
    let isFirst = true;
    const { page, api } = await buildPage(
      [mine('a', within('x')), mine('b', within('x')), mine('c', within('x'))],
      {
        categories: [group('x')],
        answers: {
          OrderQuickReplies: async () => {
            if (isFirst) {
              isFirst = false;
              await first.promise;
            }
            return { orderQuickReplies: { __typename: 'OrderReceipt', orderedCount: 3 } };
          },
        },
      },
    );
    const [a] = page.shown;
    expect(page.order.canMove(a!)).toBe(false);
    page.choose({ all: false, id: 'x' });
    page.order.move(a!, 1);
    expect([ids(page.shown), page.announcement]).toEqual([['b', 'a', 'c'], '“title a” is number 2 of 3 now']);
    page.order.move(a!, 1);
    page.order.move(a!, 1);
    page.order.draggedId = 'c';
    page.order.dragOver(page.shown[0]!);
    page.order.drop();
    page.choose({ all: true });
    first.resolve();
    await settle();

    expect(api.callsOf('OrderQuickReplies').map(({ input }) => input)).toEqual([
      { isPublic: false, categoryId: 'x', replyIds: ['b', 'a', 'c'] },
      { isPublic: false, categoryId: 'x', replyIds: ['c', 'b', 'a'] },
    ]);
  });

  it('shows the order as it is when it could not be saved', async () => {
    const { page } = await buildPage([mine('a'), mine('b')], {
      answers: {
        OrderQuickReplies: () => {
          throw new RequestFailure('NETWORK');
        },
      },
    });
    page.choose({ all: false, id: null });
    page.order.move(page.shown[0]!, 1);
    await settle();

    expect([ids(page.shown), toasts()]).toEqual([['a', 'b'], ['error']]);
  });
});

describe('categories of quick replies', () => {
  it('are made and renamed where they stand, unless the name is taken', async () => {
    const taken = { __typename: 'CategoryNameTakenError', code: 'CATEGORY_NAME_TAKEN' };
    const { server, page } = await buildPage([], {
      categories: [group('x')],
      answers: {
        CreateReplyCategory: ({ input }) => {
          const { name } = input as { name: string };
          if (name === 'x') return { createQuickReplyCategory: taken };
          server.categories = [...server.categories, group(name)];
          return { createQuickReplyCategory: group(name) };
        },
        RenameReplyCategory: () => ({ renameQuickReplyCategory: taken }),
      },
    });
    expect(await page.categories.create('x')).toBe('Another category has this name.');
    expect(await page.categories.create('y')).toBeNull();
    await settle();
    expect(ids(page.categories.shown)).toEqual(['x', 'y']);
    expect(await page.categories.rename(page.categories.shown[1]!, 'x')).toBe(
      'Another category has this name.',
    );
  });

  it('are deleted after saying that their replies stay', async () => {
    const { page } = await buildPage([mine('a', within('x'))], {
      categories: [group('x', { repliesCount: 3 })],
    });
    const done = page.categories.remove(page.categories.shown[0]!);
    expect(confirmState.question?.text).toBe('The quick replies in it stay, without a category: 3');
    confirmState.answer(true);

    expect([await done, page.categories.shown]).toEqual([true, []]);
  });

  it('are put in order, one’s own apart from everybody’s', async () => {
    const { page, api } = await buildPage([], {
      categories: [buildReplyCategory('p'), group('x'), group('y')],
    });
    page.categories.order.move(page.categories.shown[1]!, -1);
    await settle();

    expect(api.callsOf('OrderReplyCategories')).toEqual([
      { input: { isPublic: false, categoryIds: ['y', 'x'] } },
    ]);
  });
});
