import { compareIn } from '#lib/session/sessionOrder.ts';
import type { SessionListEvent } from '#lib/session/sessionListsState.svelte.ts';
import { filterFor, isIn, noFilter, sessionLists, type SessionView } from '#lib/session/sessionView.ts';
import type {
  SessionColumnsFragment,
  SessionFilterInput,
  SessionList,
  SessionOrder,
  SessionRowFragment,
} from '#lib/gql/generated.ts';
import { buildRow, timeAt } from './build.ts';
import { FakeApi } from './fakeApi.ts';

type Change = Partial<SessionRowFragment>;

/** The sessions that the agent `me` sees, as a server keeps them, with the events that it would publish. */
export class FakeSessionServer {
  readonly sessions = new Map<string, SessionRowFragment>();
  readonly api = new FakeApi({
    SessionPage: (variables) => this.page(variables),
    SessionById: ({ id }) => ({
      session: this.sessions.get(String(id)) ?? { __typename: 'NotFoundError', code: 'NOT_FOUND' },
    }),
    SessionCounts: ({ ownerId, isMine }) => ({ sessionCounts: this.#counts({ ownerId, isMine } as object) }),
  });
  readonly #hasSpoken = new Set<string>();
  readonly #ofToday = new Set<string>();
  /** Sessions as they were last, the withdrawn ones included. */
  readonly #last = new Map<string, SessionRowFragment>();
  #second = 0;

  enter(id: string, ownerId: string | null = null): SessionListEvent {
    const { visitor } = this.#last.get(id) ?? buildRow(id);
    this.sessions.set(id, buildRow(id, { visitor }));
    this.#hasSpoken.delete(id);
    return this.#change(id, { activeAt: this.#now(), ...ownedBy(ownerId) });
  }

  /** The visitor writes; `isLeft` while nobody is reachable. */
  write(id: string, text = 'hello', isLeft = false): SessionListEvent | null {
    const row = this.sessions.get(id);
    if (!row?.isLive || row.doNotDisturbSince) return null;
    this.#hasSpoken.add(id);
    const now = this.#now();
    return this.#change(id, {
      ...lastMessage('VISITOR', text, now),
      lastSeq: row.lastSeq + 1,
      unreadCount: row.unreadCount + 1,
      waitingSince: row.waitingSince ?? now,
      activeAt: now,
      leftMessageAt: isLeft ? now : row.leftMessageAt,
    });
  }

  answer(id: string): SessionListEvent | null {
    const row = this.sessions.get(id);
    if (!row?.isLive) return null;
    const now = this.#now();
    const isRead = { unreadCount: 0, waitingSince: null, leftMessageAt: null };
    return this.#change(id, {
      ...isRead,
      ...lastMessage('AGENT', 'good day', now),
      lastSeq: row.lastSeq + 1,
      activeAt: now,
    });
  }

  give(id: string, ownerId: string | null): SessionListEvent | null {
    return this.sessions.get(id)?.isLive ? this.#change(id, ownedBy(ownerId)) : null;
  }

  end(id: string): SessionListEvent | null {
    if (!this.sessions.get(id)?.isLive) return null;
    this.#ofToday.add(id);
    return this.#change(id, { isLive: false, endedAt: this.#now(), endReason: 'AGENT', waitingSince: null });
  }

  disturb(id: string, isOn: boolean): SessionListEvent | null {
    return this.sessions.has(id) ? this.#change(id, { doNotDisturbSince: isOn ? this.#now() : null }) : null;
  }

  block(id: string, isOn: boolean): SessionListEvent | null {
    if (!this.sessions.has(id)) return null;
    if (isOn) this.end(id);
    const block = { __typename: 'Block' as const, id: `block-${id}`, reason: 'rude', expiresAt: null };
    return this.#change(id, { block: isOn ? block : null });
  }

  rename(id: string, nickname: string): SessionListEvent | null {
    return this.learn(id, { nickname });
  }

  /** Something becomes known about the visitor. */
  learn(id: string, change: Partial<SessionRowFragment['visitor']>): SessionListEvent | null {
    const row = this.sessions.get(id);
    if (!row) return null;
    const visitor = { ...row.visitor, ...change, version: row.visitor.version + 1 };
    this.#keep({ ...row, visitor });
    return { __typename: 'VisitorChanged', visitor };
  }

  withdraw(id: string): SessionListEvent | null {
    return this.sessions.delete(id) ? { __typename: 'SessionWithdrawn', sessionId: id } : null;
  }

  /** A new day begins: the stream starts anew, and what was talked yesterday is in no list any more. */
  beginDay(): SessionListEvent {
    this.#ofToday.clear();
    for (const [id, row] of this.sessions) this.sessions.set(id, { ...row, list: this.#listOf(row) });
    return started();
  }

  /** What a view shows that is fetched now, all pages together. */
  fresh(view: SessionView): SessionRowFragment[] {
    return this.#matching(filterFor(view), view.order);
  }

  page({ filter, order, first, after }: Record<string, unknown>) {
    const by = compareIn((filter as SessionFilterInput).list ?? 'TALKING', order as SessionOrder);
    const matching = this.#matching(filter as SessionFilterInput, order as SessionOrder);
    const cursor = after ? (JSON.parse(String(after)) as SessionRowFragment) : null;
    const rows = cursor ? matching.filter((row) => by(row, cursor) > 0) : matching;
    return {
      sessions: {
        edges: rows.slice(0, Number(first)).map((node) => ({ cursor: JSON.stringify(node), node })),
        pageInfo: { hasNextPage: rows.length > Number(first) },
        totalCount: matching.length,
      },
    };
  }

  #matching(filter: SessionFilterInput, order: SessionOrder): SessionRowFragment[] {
    const list = filter.list ?? 'TALKING';
    const scope = { ownerId: filter.ownerId ?? null, isMine: filter.isMine ?? false };
    const view = { list, scope, order, search: filter.search ?? '', ...noFilter };
    return [...this.sessions.values()]
      .filter((row) => isIn(filter.list ? view : { ...view, list: row.list ?? list }, row, 'me'))
      .filter((row) => filter.list || row.isLive)
      .filter((row) => isFound(row, view.search) && fits(row, filter))
      .sort(compareIn(list, order));
  }

  #counts(filter: SessionFilterInput) {
    return sessionLists.map((list) => {
      const rows = this.#matching({ ...filter, list }, 'NEWEST');
      return { list, count: rows.length, unreadCount: rows.reduce((sum, row) => sum + row.unreadCount, 0) };
    });
  }

  #change(id: string, change: Change): SessionListEvent {
    const row = { ...(this.sessions.get(id) ?? buildRow(id)), ...change };
    // A session that was withdrawn and is to be seen again has grown older meanwhile.
    const version = (this.#last.get(id)?.version ?? 0) + 1;
    const changed = { ...row, version, list: this.#listOf(row) };
    this.#keep(changed);
    return { __typename: 'SessionChanged', session: columnsOf(changed) };
  }

  #keep(row: SessionRowFragment): void {
    this.sessions.set(row.id, row);
    this.#last.set(row.id, row);
  }

  #listOf({ id, block, doNotDisturbSince, leftMessageAt, isLive }: SessionRowFragment): SessionList | null {
    if (block) return 'BLOCKED';
    if (doNotDisturbSince) return 'SUSPECTED';
    if (leftMessageAt) return 'LEFT_MESSAGES';
    if (isLive) return this.#hasSpoken.has(id) ? 'TALKING' : 'ONLINE';
    if (!this.#hasSpoken.has(id)) return 'LEFT';
    return this.#ofToday.has(id) ? 'TALKED' : null;
  }

  #now(): string {
    return timeAt(++this.#second);
  }
}

export function started(): SessionListEvent {
  return { __typename: 'StreamStarted', at: new Date().toISOString() };
}

export function columnsOf(row: SessionRowFragment): SessionColumnsFragment {
  const { visitor: _visitor, owner: _owner, site: _site, block: _block, ...columns } = row;
  return columns;
}

function ownedBy(ownerId: string | null): Change {
  const owner = ownerId && { __typename: 'Agent' as const, id: ownerId, displayName: `Agent ${ownerId}` };
  return { ownerId, owner: owner || null };
}

function lastMessage(author: 'VISITOR' | 'AGENT', text: string, sentAt: string): Change {
  return {
    lastMessage: {
      __typename: 'MessagePreview',
      author,
      text,
      attachmentKind: null,
      isRecalled: false,
      sentAt,
    },
  };
}

function isFound({ visitor, lastMessage }: SessionRowFragment, search: string): boolean {
  return `${visitor.nickname}\n${lastMessage?.text ?? ''}`.toLowerCase().includes(search.toLowerCase());
}

function fits({ visitor }: SessionRowFragment, { tagIds, contactKinds }: SessionFilterInput): boolean {
  if (tagIds?.length && !visitor.tags.some(({ id }) => tagIds.includes(id))) return false;
  return !contactKinds?.length || visitor.contactKinds.some((kind) => contactKinds.includes(kind));
}
