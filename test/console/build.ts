import type {
  ColleagueFragment,
  SessionDetailsFragment,
  SessionRowFragment,
  ThreadMessageFragment,
} from '#lib/gql/generated.ts';

/** The nth second of the day on which tests take place. */
export function timeAt(second: number): string {
  return new Date(Date.UTC(2026, 10, 22, 8, 0, second)).toISOString();
}

export function buildRow(id: string, change: Partial<SessionRowFragment> = {}): SessionRowFragment {
  return {
    __typename: 'Session',
    id,
    version: 1,
    ownerId: null,
    owner: null,
    lastSeq: 0,
    lastMessage: null,
    unreadCount: 0,
    waitingSince: null,
    activeAt: timeAt(0),
    endedAt: null,
    endReason: null,
    isLive: true,
    agentReadSeq: 0,
    visitorReadSeq: 0,
    currentPageUrl: 'https://clinic.example/',
    currentPageTitle: '首页',
    visitor: { __typename: 'Visitor', id: `visitor-${id}`, nickname: `1000${id}` },
    site: { __typename: 'Site', id: 'site', name: '官网' },
    ...change,
  };
}

export function buildSession(
  id: string,
  change: Partial<SessionDetailsFragment> = {},
): SessionDetailsFragment {
  const row = buildRow(id);
  return {
    ...row,
    visitor: { ...row.visitor, note: '', createdAt: timeAt(0), lastSeenAt: timeAt(0), sessionsCount: 1 },
    startedAt: timeAt(0),
    department: { __typename: 'Department', id: 'department', name: '网络咨询部' },
    landingPageUrl: 'https://clinic.example/',
    referrer: '',
    userAgent: '',
    language: 'zh-CN',
    address: '127.0.0.1',
    viewerCanSend: true,
    viewerCanEnd: true,
    ...change,
  };
}

export function buildColleague(id: string, change: Partial<ColleagueFragment> = {}): ColleagueFragment {
  return {
    __typename: 'Agent',
    id,
    displayName: `Agent ${id}`,
    status: 'OFFLINE',
    statusChangedAt: timeAt(0),
    liveSessionsCount: 0,
    department: { __typename: 'Department', id: 'department', name: '网络咨询部' },
    ...change,
  };
}

export function buildMessage(
  seq: number,
  change: Partial<ThreadMessageFragment> = {},
): ThreadMessageFragment {
  return {
    __typename: 'Message',
    id: `message-${seq}`,
    sessionId: 's',
    seq,
    clientId: `client-${seq}`,
    author: 'VISITOR',
    authorName: null,
    agentId: null,
    notice: null,
    text: `text ${seq}`,
    createdAt: timeAt(seq),
    ...change,
  };
}

/** A browser's storage, which outlives the states that use it. */
export class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }
  key = (index: number): string | null => [...this.#items.keys()][index] ?? null;
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#items.set(key, value);
  removeItem = (key: string): void => void this.#items.delete(key);
  clear = (): void => this.#items.clear();
}
