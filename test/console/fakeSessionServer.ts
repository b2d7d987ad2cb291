import type { SessionListEvent } from '#lib/session/sessionListState.svelte.ts';
import { compareByAttention } from '#lib/session/sessionOrder.ts';
import type { SessionColumnsFragment, SessionRowFragment } from '#lib/gql/generated.ts';
import { FakeApi } from './fakeApi.ts';
import { buildRow, timeAt } from './build.ts';

/** The sessions as a server keeps them, with the events that it would publish and the pages that it would answer with. */
export class FakeSessionServer {
  readonly sessions = new Map<string, SessionRowFragment>();
  readonly api = new FakeApi({
    SessionPage: ({ first, after }) => this.#page(Number(first), after as string | null),
    SessionById: ({ id }) => ({ session: this.#find(String(id)) }),
  });
  #second = 0;

  enter(id: string): SessionListEvent {
    return this.#change(buildRow(id, { activeAt: this.#now(), version: 0 }), {});
  }

  write(id: string): SessionListEvent | null {
    const row = this.sessions.get(id);
    if (!row) return null;
    const now = this.#now();
    return this.#change(row, {
      lastSeq: row.lastSeq + 1,
      lastMessage: {
        __typename: 'MessagePreview',
        author: 'VISITOR',
        text: `text ${row.lastSeq + 1}`,
        sentAt: now,
      },
      unreadCount: row.unreadCount + 1,
      waitingSince: row.waitingSince ?? now,
      activeAt: now,
    });
  }

  take(id: string, agentId: string): SessionListEvent | null {
    const row = this.sessions.get(id);
    const owner = { __typename: 'Agent' as const, id: agentId, displayName: `Agent ${agentId}` };
    return row ? this.#change(row, { ownerId: agentId, owner, waitingSince: null, unreadCount: 0 }) : null;
  }

  end(id: string): SessionListEvent | null {
    const row = this.sessions.get(id);
    if (!row) return null;
    const event = this.#change(row, { isLive: false, endedAt: this.#now(), endReason: 'AGENT' });
    this.sessions.delete(id);
    return event;
  }

  withdraw(id: string): SessionListEvent | null {
    return this.sessions.delete(id) ? { __typename: 'SessionWithdrawn', sessionId: id } : null;
  }

  /** What a list shows that is fetched now. */
  fresh(): SessionRowFragment[] {
    return [...this.sessions.values()].sort(compareByAttention);
  }

  #change(row: SessionRowFragment, change: Partial<SessionRowFragment>): SessionListEvent {
    const changed = { ...row, ...change, version: row.version + 1 };
    this.sessions.set(row.id, changed);
    return { __typename: 'SessionChanged', session: columnsOf(changed) };
  }

  #find(id: string) {
    return this.sessions.get(id) ?? { __typename: 'NotFoundError' as const, code: 'NOT_FOUND' };
  }

  #page(first: number, after: string | null) {
    const rows = this.fresh();
    const start = after === null ? 0 : rows.findIndex((row) => row.id === after) + 1;
    const page = rows.slice(start, start + first);
    return {
      sessions: {
        edges: page.map((node) => ({ node })),
        pageInfo: { hasNextPage: start + first < rows.length, endCursor: page.at(-1)?.id ?? null },
        totalCount: rows.length,
      },
    };
  }

  #now(): string {
    return timeAt(++this.#second);
  }
}

function columnsOf(row: SessionRowFragment): SessionColumnsFragment {
  const { visitor: _visitor, owner: _owner, site: _site, ...columns } = row;
  return columns;
}
