import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { QuickReplyFilterInput, ReplyFragment } from '#lib/gql/generated.ts';
import { useReply } from '#lib/quickReply/quickReplyActions.ts';
import { replyGroups } from '#lib/quickReply/replyGroups.ts';
import { ReplyListState } from '#lib/quickReply/replyListState.svelte.ts';
import { ReplyPanelState } from '#lib/quickReply/replyPanelState.svelte.ts';
import { allReplies, publicReplies, repliesOf } from '#lib/quickReply/replyScope.ts';
import { buildAttachment, buildReply, buildSession } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';
import { FakeReplyServer } from './fakeReplyServer.ts';

const ids = (list: ReplyListState) => list.all.map(({ id }) => id);
const searches = (api: FakeApi) =>
  api.callsOf('ReplyPage').map(({ filter }) => (filter as QuickReplyFilterInput).search);

function playTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
}

function type(list: ReplyListState, text: string, isComposing = false) {
  list.field.text = text;
  list.field.handleInput(isComposing);
}

describe('the list of quick replies', () => {
  it('is fetched page by page, and shown from the first page on', async () => {
    const server = new FakeReplyServer(Array.from({ length: 450 }, (_, i) => buildReply(`r${i}`)));
    const second = pending<void>();
    const api = new FakeApi({
      ReplyPage: async (variables) => {
        if (variables.after !== null) await second.promise;
        return server.page(variables);
      },
    });
    const list = new ReplyListState(api, allReplies);
    void list.refresh();
    await settle();
    expect([list.status, list.all.length, list.totalCount]).toEqual(['ready', 200, 450]);

    second.resolve();
    await settle();
    expect([list.all.length, list.hasMore, api.calls.length]).toEqual([450, false, 3]);
  });

  it('stops at 2,000, of which the rest is found by searching', async () => {
    const { api } = new FakeReplyServer(Array.from({ length: 2_300 }, (_, i) => buildReply(`r${i}`)));
    const list = new ReplyListState(api, allReplies);
    await list.refresh();

    expect([list.all.length, list.hasMore, api.calls.length]).toEqual([2_000, true, 10]);
  });

  it('searches once typing pauses, and never while an input method composes', async () => {
    playTime();
    const { api } = new FakeReplyServer([buildReply('a', { title: '预约' }), buildReply('b')]);
    const list = new ReplyListState(api, allReplies);
    await list.refresh();
    type(list, 'yu', true);
    await vi.advanceTimersByTimeAsync(1_000);
    type(list, '预', true);
    type(list, '预约');
    await vi.advanceTimersByTimeAsync(119);
    expect(searches(api)).toEqual([null]);

    await vi.advanceTimersByTimeAsync(1);
    expect([searches(api), ids(list)]).toEqual([[null, '预约'], ['a']]);
  });

  it('keeps what it shows until something newer is there, and never shows an overtaken answer', async () => {
    playTime();
    const answers = new Map<string, ReturnType<typeof pending<void>>>();
    const server = new FakeReplyServer([buildReply('ab'), buildReply('b')]);
    const api = new FakeApi({
      ReplyPage: async (variables) => {
        const { search } = variables.filter as QuickReplyFilterInput;
        if (search) {
          answers.set(search, pending<void>());
          await answers.get(search)?.promise;
        }
        return server.page(variables);
      },
    });
    const list = new ReplyListState(api, allReplies);
    await list.refresh();
    for (const text of ['b', 'ab']) {
      type(list, text);
      await vi.advanceTimersByTimeAsync(120);
    }
    expect([ids(list), list.isBehind, list.status]).toEqual([['ab', 'b'], true, 'ready']);

    answers.get('ab')?.resolve();
    await settle();
    expect([ids(list), list.isBehind]).toEqual([['ab'], false]);
    answers.get('b')?.resolve();
    await settle();
    expect(ids(list)).toEqual(['ab']);
  });

  it('shows whose replies are chosen, and what failed only where nothing else can be shown', async () => {
    let isDown = false;
    const server = new FakeReplyServer([buildReply('p'), buildReply('w', { ownerId: 'wang' })]);
    const api = new FakeApi({
      ReplyPage: (variables) => {
        if (isDown) throw new RequestFailure('NETWORK');
        return server.page(variables);
      },
    });
    const list = new ReplyListState(api, allReplies);
    await list.refresh();
    list.show(repliesOf('wang'));
    await settle();
    expect(ids(list)).toEqual(['w']);

    isDown = true;
    await list.refresh();
    expect([list.status, ids(list)]).toEqual(['ready', ['w']]);
    list.show(publicReplies);
    await settle();
    expect([list.status, list.failureCode]).toEqual(['failed', 'NETWORK']);
    isDown = false;
    await list.refresh();
    expect([list.status, ids(list)]).toEqual(['ready', ['p']]);
  });

  it('stands in categories, everybody’s first and those without one last', () => {
    const category = (id: string, position: number) =>
      ({ __typename: 'QuickReplyCategory', id, name: id, position }) as const;
    const replies = [
      buildReply('1', { category: category('p0', 0) }),
      buildReply('2', { category: category('own0', 0), ownerId: 'me' }),
      buildReply('3', { category: category('p0', 0) }),
      buildReply('4', { category: category('p1', 1) }),
      buildReply('5', { ownerId: 'me' }),
      buildReply('6'),
    ];

    expect(replyGroups(replies).map(({ name, replies: of }) => [name, ...of.map(({ id }) => id)])).toEqual([
      ['p0', '1', '3'],
      ['p1', '4'],
      [null, '6'],
      ['own0', '2'],
      [null, '5'],
    ]);
  });
});

async function openPanel(titles: string[]) {
  playTime();
  const server = new FakeReplyServer(titles.map((title) => buildReply(title, { title })));
  const panel = new ReplyPanelState(server.api);
  const uses: string[] = [];
  const onLeave = vi.fn();
  const onUse = (reply: ReplyFragment, sends: boolean) => void uses.push(`${reply.id}${sends ? '!' : ''}`);
  const press = async (key: string, change: Partial<KeyboardEvent> = {}) => {
    const event = { key, altKey: false, ctrlKey: false, metaKey: false, preventDefault: vi.fn() };
    Object.assign(event, change);
    panel.handleKey(event, { onUse, onLeave });
    await settle();
    return event.preventDefault.mock.calls.length > 0;
  };
  panel.handleShown();
  await settle();
  return { server, panel, uses, onLeave, press };
}

describe('the panel of quick replies', () => {
  it('moves by arrows within what there is, inserts by Enter and sends by Ctrl or ⌘ and Enter', async () => {
    const { panel, uses, onLeave, press } = await openPanel(['a', 'b', 'c']);
    expect([panel.active?.id, panel.lines[panel.activeIndex]?.id]).toEqual(['a', 'a']);
    await press('ArrowUp');
    await press('Enter');
    for (let times = 0; times < 5; times++) await press('ArrowDown');
    await press('Enter', { ctrlKey: true });
    await press('ArrowUp');
    await press('Enter', { metaKey: true });
    await press('Escape');
    expect(await press('x')).toBe(false);

    expect(uses).toEqual(['a', 'c!', 'b!']);
    expect(onLeave).toHaveBeenCalledOnce();
  });

  it('waits for what is searched for before it inserts, and sends nothing that was not seen', async () => {
    const { panel, uses, press } = await openPanel(['a', 'b']);
    type(panel.list, 'b');
    await press('Enter');
    expect([uses, panel.active?.id]).toEqual([['b'], 'b']);
    type(panel.list, 'a');
    await press('Enter', { ctrlKey: true });

    expect(uses).toEqual(['b', 'a']);
  });

  it('begins at the first again when something else was found', async () => {
    const { panel, press } = await openPanel(['ab', 'b', 'ba']);
    await press('ArrowDown');
    expect(panel.active?.id).toBe('b');
    type(panel.list, 'a');
    await vi.advanceTimersByTimeAsync(120);

    expect([panel.active?.id, panel.previewed?.id]).toEqual(['ab', 'ab']);
  });

  it('does nothing by Enter when nothing is found', async () => {
    const { panel, uses, press } = await openPanel(['a']);
    type(panel.list, 'z');
    await press('Enter');

    expect([uses, panel.active]).toEqual([[], null]);
  });

  it('is fetched anew when it is shown after a while, or when its replies have changed', async () => {
    const { server, panel } = await openPanel(['a']);
    panel.handleShown();
    expect(server.api.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(31_000);
    panel.handleShown();
    panel.list.expire();
    panel.handleShown();
    expect(server.api.calls).toHaveLength(3);
  });
});

describe('using a quick reply', () => {
  const session = buildSession('s');
  function buildDesk(answer: () => unknown) {
    const done: string[] = [];
    const { api } = new FakeReplyServer([], [], { UseQuickReply: answer });
    const composer = {
      insert: (text: string) => void done.push(text),
      attach: ({ name }: { name: string }) => void done.push(name),
      send: () => void done.push('sent'),
    };
    const replies = {
      isOpen: true,
      list: { change: (id: string, change: unknown) => void done.push(`${id} ${JSON.stringify(change)}`) },
    };
    return { desk: { api, agent: { displayName: '李' }, composer, replies }, done, api };
  }

  it('fills it in at once, sends it if wished, and tells the server without waiting', async () => {
    const { desk, done, api } = buildDesk(() => ({
      useQuickReply: { __typename: 'QuickReply', id: 'a', usageCount: 3 },
    }));
    useReply(desk, session, { id: 'a', content: '{{agent.name}}：好', attachment: null }, true);
    expect([done, desk.replies.isOpen]).toEqual([['李：好', 'sent'], false]);
    await settle();

    expect(api.callsOf('UseQuickReply')).toEqual([{ input: { replyId: 'a' } }]);
    expect(done.at(-1)).toBe('a {"usageCount":3}');
  });

  it('needs no answer, and a place to write', async () => {
    const { desk, done } = buildDesk(() => {
      throw new RequestFailure('NETWORK');
    });
    const reply = { id: 'a', content: '好', attachment: null };
    useReply(desk, session, reply, false);
    useReply({ ...desk, composer: null }, session, reply, false);
    await settle();

    expect(done).toEqual(['好']);
  });

  it('puts its image beside what is written before that is sent', () => {
    const { desk, done } = buildDesk(() => ({ useQuickReply: { __typename: 'NotFoundError' } }));
    const attachment = buildAttachment('map');
    useReply(desk, session, { id: 'a', content: '', attachment }, true);

    expect(done).toEqual(['', 'map.png', 'sent']);
  });
});
