import { beforeEach, describe, expect, it } from 'vitest';
import { AssignmentsState } from '#lib/assignment/assignmentsState.svelte.ts';
import type { VisitorDetailsFragment } from '#lib/gql/generated.ts';
import { QueuePlace } from '#lib/session/queuePlace.svelte.ts';
import { toggleTag, type TagDesk } from '#lib/tag/tagActions.ts';
import { TagListState } from '#lib/tag/tagListState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { updateVisitor } from '#lib/visitor/visitorActions.ts';
import { buildSession, buildTag, buildVisitor } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';

function buildDesk(answers: ConstructorParameters<typeof FakeApi>[0]) {
  const api = new FakeApi(answers);
  const applied: VisitorDetailsFragment[] = [];
  const thread = { applyVisitor: (visitor: VisitorDetailsFragment) => applied.push(visitor) };
  const desk = { api, tags: new TagListState(api), threads: { find: () => thread } } as unknown as TagDesk;
  return { api, desk, applied };
}

beforeEach(() => void (toastState.toasts = []));

describe('a visitor’s nickname', () => {
  it('is shown in the thread as soon as the server has it', async () => {
    const renamed = buildVisitor('s', { version: 2, nickname: '李女士' });
    const { api, desk, applied } = buildDesk({ UpdateVisitor: () => ({ updateVisitor: renamed }) });
    expect(await updateVisitor(desk, 's', { nickname: '李女士' })).toBeNull();
    expect(api.callsOf('UpdateVisitor')).toEqual([{ input: { sessionId: 's', nickname: '李女士' } }]);
    expect(applied).toEqual([renamed]);
  });

  it('is refused with the rule that it breaks', async () => {
    const violations = [{ field: 'nickname', rule: 'TOO_LONG', limit: 60 }];
    const { desk } = buildDesk({
      UpdateVisitor: () => ({
        updateVisitor: { __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations },
      }),
    });
    expect(await updateVisitor(desk, 's', { nickname: 'x'.repeat(61) })).toContain('60');
  });

  it('that a colleague has changed meanwhile is shown with whose it is now', async () => {
    const editedBy = { __typename: 'Agent', id: 'chen', displayName: '陈主任' } as const;
    const visitor = buildVisitor('s', { version: 3, nickname: '李姐', editedBy });
    const { desk, applied } = buildDesk({
      UpdateVisitor: () => ({
        updateVisitor: { __typename: 'EditConflictError', code: 'EDIT_CONFLICT', visitor },
      }),
    });
    const change = { nickname: '李女士', nicknameBefore: '10001' };
    expect(await updateVisitor(desk, 's', change)).toEqual({
      theirs: '李姐',
      text: '陈主任 changed it to “李姐” meanwhile',
    });
    expect(applied).toEqual([visitor]);
    expect(await updateVisitor(desk, 's', { note: 'x', noteBefore: 'y' })).toEqual({
      theirs: '',
      text: '陈主任 emptied it meanwhile',
    });
  });
});

describe('a tag', () => {
  const tag = buildTag('转微');
  const tagged = buildVisitor('s', { version: 2, tags: [tag] });
  const answers = {
    TagVisitor: () => ({ tagVisitor: tagged }),
    UntagVisitor: () => ({ untagVisitor: buildVisitor('s', { version: 3 }) }),
  };

  it('is added with the message that gave the occasion', async () => {
    const { api, desk, applied } = buildDesk(answers);
    await toggleTag(desk, buildSession('s'), tag, 7);
    expect(api.callsOf('TagVisitor')).toEqual([{ input: { sessionId: 's', tagId: '转微', seq: 7 } }]);
    expect(applied).toEqual([tagged]);
  });

  it('is taken away when the visitor has it', async () => {
    const { api, desk } = buildDesk(answers);
    await toggleTag(desk, buildSession('s', { visitor: tagged }), tag);
    expect(api.calls.map(({ name }) => name)).toEqual(['UntagVisitor']);
  });

  it('that may not be given is said so', async () => {
    const refusal = { __typename: 'NotAllowedError', code: 'NOT_ALLOWED' };
    const { desk, applied } = buildDesk({ TagVisitor: () => ({ tagVisitor: refusal }) });
    await toggleTag(desk, buildSession('s'), tag);
    expect([applied, toastState.toasts.map(({ kind }) => kind)]).toEqual([[], ['error']]);
  });
});

describe('why a session went to whom', () => {
  it('shows the newest decision first, and drops an answer that was overtaken', async () => {
    const slow = pending<unknown>();
    const answer = (...ids: string[]) => ({
      session: { __typename: 'Session', id: 's', assignments: ids.map((id) => ({ id })) },
    });
    const queue: unknown[] = [slow.promise, answer('a', 'b')];
    const state = new AssignmentsState(new FakeApi({ SessionAssignments: () => queue.shift() }), 's');
    void state.load();
    await state.load();
    slow.resolve(answer('a'));
    await settle();
    expect(state.decisions.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('says when it may not be seen', async () => {
    const refusal = { session: { __typename: 'NotAllowedError', code: 'NOT_ALLOWED' } };
    const state = new AssignmentsState(new FakeApi({ SessionAssignments: () => refusal }), 's');
    await state.load();
    expect([state.status, state.failureCode]).toEqual(['failed', 'NOT_ALLOWED']);
  });
});

describe('a place in the queue', () => {
  it('is the one that was asked for last, until the session itself is newer', async () => {
    let session = buildSession('s', { version: 2, queuePosition: 3 });
    const api = new FakeApi({
      QueuePosition: () => ({ session: { __typename: 'Session', id: 's', version: 2, queuePosition: 1 } }),
    });
    const place = new QueuePlace({ api, session: () => session });
    expect(place.position).toBe(3);
    await place.ask();
    expect(place.position).toBe(1);
    session = buildSession('s', { version: 3, queuePosition: null });
    expect(new QueuePlace({ api, session: () => session }).position).toBeNull();
  });
});
