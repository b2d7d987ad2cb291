import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import type { EarlierSessionFragment } from '#lib/gql/generated.ts';
import { messageText } from '#lib/message/messageText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { EarlierSessionsState } from '#lib/visitor/earlierSessionsState.svelte.ts';
import { eraseDialog } from '#lib/visitor/eraseState.svelte.ts';
import { TranscriptState } from '#lib/visitor/transcriptState.svelte.ts';
import { eraseVisitor, exportVisitor } from '#lib/visitor/visitorDataActions.ts';
import { fetchPageTrail, fetchTaggings } from '#lib/visitor/visitHistory.ts';
import { buildMessage, buildSession, buildVisitor, timeAt } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';

const buildEarlier = (id: string): EarlierSessionFragment => ({
  __typename: 'Session',
  id,
  startedAt: timeAt(0),
  endedAt: timeAt(9),
  endReason: 'AGENT',
  isLive: false,
  lastSeq: 3,
  owner: null,
});

describe('what is fetched when it is asked for', () => {
  it('keeps what is shown when fetching it anew fails for a while, and drops an overtaken answer', async () => {
    const slow = pending<string>();
    const answers = [slow.promise, Promise.resolve('b'), Promise.reject(new RequestFailure('NETWORK'))];
    const read = new LazyRead(() => answers.shift()!);
    void read.load();
    await read.load();
    slow.resolve('a');
    await settle();
    await read.load();
    expect([read.status, read.value]).toEqual(['ready', 'b']);
  });

  it('says when it may not be seen, and can be tried again', async () => {
    const refused = { session: { __typename: 'NotFoundError', code: 'NOT_FOUND' } };
    const api = new FakeApi({ PageTrail: () => refused, VisitorTaggings: () => refused });
    for (const fetch of [() => fetchPageTrail(api, 's'), () => fetchTaggings(api, 's')]) {
      const read = new LazyRead<unknown>(fetch);
      await read.load();
      expect([read.status, read.failureCode]).toEqual(['failed', 'NOT_FOUND']);
      const again = read.load();
      expect(read.status).toBe('loading');
      await again;
    }
  });
});

describe('a visitor’s earlier sessions', () => {
  const pages: Record<string, unknown> = {
    first: {
      edges: ['s', 'c', 'b'].map((id) => ({ node: buildEarlier(id) })),
      pageInfo: { hasNextPage: true, endCursor: 'b' },
    },
    b: {
      edges: ['b', 'a'].map((id) => ({ node: buildEarlier(id) })),
      pageInfo: { hasNextPage: false, endCursor: 'a' },
    },
  };

  it('come page by page, each once and without the open one', async () => {
    const api = new FakeApi({
      EarlierSessions: ({ after }) => ({
        session: {
          __typename: 'Session',
          id: 's',
          visitor: { id: 'v', sessions: pages[String(after ?? 'first')] },
        },
      }),
    });
    const earlier = new EarlierSessionsState(api, 's');
    await earlier.loadMore();
    expect([earlier.sessions.map(({ id }) => id), earlier.hasMore]).toEqual([['c', 'b'], true]);
    await Promise.all([earlier.loadMore(), earlier.loadMore()]);
    await earlier.loadMore();
    expect([earlier.sessions.map(({ id }) => id), earlier.hasMore]).toEqual([['c', 'b', 'a'], false]);
    expect(api.calls.map(({ variables }) => variables.after)).toEqual([null, 'b']);
  });

  it('say when they cannot be had, and are asked for again', async () => {
    let session: unknown = { __typename: 'NotAllowedError', code: 'NOT_ALLOWED' };
    const earlier = new EarlierSessionsState(new FakeApi({ EarlierSessions: () => ({ session }) }), 's');
    await earlier.loadMore();
    expect([earlier.failureCode, earlier.hasMore]).toEqual(['NOT_ALLOWED', true]);
    session = { __typename: 'Session', id: 's', visitor: { id: 'v', sessions: pages.b } };
    await earlier.loadMore();
    expect([earlier.failureCode, earlier.sessions.length]).toEqual([null, 2]);
  });

  it('are read from their newest message back', async () => {
    const page = (seqs: number[], hasPreviousPage: boolean) => ({
      edges: seqs.map((seq) => ({ node: buildMessage(seq) })),
      pageInfo: { hasPreviousPage, startCursor: String(seqs[0]) },
    });
    const api = new FakeApi({
      OlderMessages: ({ before }) => ({
        session: {
          __typename: 'Session',
          id: 'c',
          messages: before ? page([1, 2], false) : page([3, 4], true),
        },
      }),
    });
    const transcript = new TranscriptState(api, buildEarlier('c'));
    await transcript.loadOlder();
    expect([transcript.messages.map(({ seq }) => seq), transcript.hasOlder]).toEqual([[3, 4], true]);
    await transcript.loadOlder();
    await transcript.loadOlder();
    expect([transcript.messages.map(({ seq }) => seq), transcript.hasOlder]).toEqual([[1, 2, 3, 4], false]);
    expect(api.calls).toHaveLength(2);
  });
});

describe('a visitor’s personal data', () => {
  const session = buildSession('s');
  const buildDesk = (answers: ConstructorParameters<typeof FakeApi>[0]) => {
    const api = new FakeApi(answers);
    const applied: unknown[] = [];
    const threads = { find: () => ({ applyVisitor: (visitor: unknown) => applied.push(visitor) }) };
    return { api, applied, desk: { api, threads } as unknown as Parameters<typeof eraseVisitor>[0] };
  };
  beforeEach(() => void (toastState.toasts = []));

  it('is erased only when the nickname was typed, and is shown so at once', async () => {
    const erased = buildVisitor('s', { version: 2, erasedAt: timeAt(9) });
    const { api, desk, applied } = buildDesk({ EraseVisitor: () => ({ eraseVisitor: erased }) });
    const done = eraseVisitor(desk, session);
    const form = eraseDialog.form!;
    form.typed = '1000';
    await form.submit();
    expect([form.isConfirmed, api.calls]).toEqual([false, []]);
    form.typed = ' 1000s ';
    await form.submit();
    await done;
    expect([applied, eraseDialog.form, toastState.toasts.length]).toEqual([[erased], null, 1]);
  });

  it('of a visitor with a live session is not erased, and the dialog says why', async () => {
    const refusal = { __typename: 'LiveVisitorError', code: 'LIVE_VISITOR' };
    const { desk, applied } = buildDesk({ EraseVisitor: () => ({ eraseVisitor: refusal }) });
    void eraseVisitor(desk, session);
    const form = eraseDialog.form!;
    form.typed = form.nickname;
    await form.submit();
    expect([form.error, eraseDialog.form, applied]).toEqual([
      'The visitor has a live session: end it first.',
      form,
      [],
    ]);
    eraseDialog.close(null);
  });

  it('that was erased leaves a line where something was written', () => {
    expect(messageText(buildMessage(1, { text: '' }))).toBe('Content erased');
    const note = { author: 'SYSTEM', notice: 'TRANSFER_NOTE', agentName: 'Chen', text: '' } as const;
    expect(messageText(buildMessage(2, note))).toContain('Content erased');
  });

  it('is exported as a file, or it is said why not', async () => {
    const click = vi.fn();
    const link = { click, remove: () => undefined, href: '', download: '' };
    vi.stubGlobal('document', { createElement: () => link, body: { append: () => undefined } });
    vi.stubGlobal('URL', { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
    const content = {
      __typename: 'VisitorExport',
      visitorId: 'v',
      fileName: 'visitor-1.json',
      content: '{}',
    };
    let answer: unknown = content;
    const { desk } = buildDesk({ ExportVisitor: () => ({ exportVisitor: answer }) });
    await exportVisitor(desk, session);
    expect([click.mock.calls.length, link.download]).toEqual([1, 'visitor-1.json']);
    answer = { __typename: 'NotAllowedError', code: 'NOT_ALLOWED' };
    await exportVisitor(desk, session);
    expect([click.mock.calls.length, toastState.toasts.at(-1)?.kind]).toEqual([1, 'error']);
    vi.unstubAllGlobals();
  });
});
