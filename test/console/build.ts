import type {
  AttachmentPartsFragment,
  ColleagueFragment,
  KnownDetailFragment,
  ManagedScriptFragment,
  ManagedTagFragment,
  ReplyCategoryFragment,
  ReplyFragment,
  SessionDetailsFragment,
  SessionRowFragment,
  TagMarkFragment,
  ThreadMessageFragment,
  VisitorDetailsFragment,
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
    list: 'ONLINE',
    ownerId: null,
    owner: null,
    block: null,
    lastSeq: 0,
    lastMessage: null,
    unreadCount: 0,
    waitingSince: null,
    activeAt: timeAt(0),
    leftMessageAt: null,
    doNotDisturbSince: null,
    isVisitorHere: true,
    reach: 'ANSWERED',
    endedAt: null,
    endReason: null,
    isLive: true,
    agentReadSeq: 0,
    visitorReadSeq: 0,
    currentPageUrl: 'https://clinic.example/',
    currentPageTitle: '首页',
    visitor: {
      __typename: 'Visitor',
      id: `visitor-${id}`,
      version: 1,
      nickname: `1000${id}`,
      tags: [],
      contactKinds: [],
    },
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
    visitor: buildVisitor(id),
    block: null,
    outcome: null,
    queuePosition: null,
    startedAt: timeAt(0),
    department: { __typename: 'Department', id: 'department', name: '网络咨询部' },
    landingPageUrl: 'https://clinic.example/',
    referrer: '',
    userAgent: '',
    language: 'zh-CN',
    address: '127.0.0.1',
    viewerCanSend: true,
    viewerCanNote: true,
    viewerCanEnd: true,
    viewerCanTransfer: true,
    viewerCanSetDoNotDisturb: true,
    viewerCanBlock: true,
    viewerCanUnblock: false,
    viewerCanEditVisitor: true,
    viewerCanSeeAssignments: true,
    viewerCanRevealContactData: false,
    viewerCanManageVisitorData: false,
    rating: null,
    ratingComment: '',
    formAnswers: [],
    device: { __typename: 'Device', browser: null, system: null, kind: null },
    region: null,
    source: { __typename: 'VisitSource', kind: 'DIRECT', name: null, keyword: null, campaign: null },
    ...change,
  };
}

/** The visitor of session `id`. */
export function buildVisitor(
  id: string,
  change: Partial<VisitorDetailsFragment> = {},
): VisitorDetailsFragment {
  return {
    ...buildRow(id).visitor,
    note: '',
    editedAt: null,
    editedBy: null,
    createdAt: timeAt(0),
    lastSeenAt: timeAt(0),
    sessionsCount: 1,
    contactDetails: [],
    progress: [],
    erasedAt: null,
    externalId: null,
    attributes: [],
    ...change,
  };
}

/** A phone number that was found in the third message of session `s`, if nothing else is said. */
export function buildDetail(id: string, change: Partial<KnownDetailFragment> = {}): KnownDetailFragment {
  return {
    __typename: 'ContactDetail',
    id,
    kind: 'PHONE',
    value: '13912345678',
    isMasked: false,
    isCurrent: true,
    status: 'FOUND',
    isByHand: false,
    rule: 'mobile',
    sessionId: 's',
    spans: [{ __typename: 'ContactSpan', seq: 3, start: 3, end: 14 }],
    foundAt: timeAt(3),
    decidedById: null,
    decidedAt: null,
    ...change,
  };
}

export function buildTag(id: string, change: Partial<TagMarkFragment> = {}): TagMarkFragment {
  return { __typename: 'Tag', id, name: id, color: '#0b6878', isSystem: true, ...change };
}

/** A tag as it is managed; one of the agents' own, if nothing else is said. */
export function buildManagedTag(id: string, change: Partial<ManagedTagFragment> = {}): ManagedTagFragment {
  return {
    ...buildTag(id, { isSystem: false }),
    kinds: [],
    stage: null,
    usageCount: 0,
    viewerCanManage: true,
    ...change,
  };
}

/** A script for all sites, if nothing else is said. */
export function buildManagedScript(
  id: string,
  change: Partial<ManagedScriptFragment> = {},
): ManagedScriptFragment {
  return {
    __typename: 'Script',
    id,
    kind: 'GREETING',
    site: null,
    content: `words of ${id}`,
    keywords: [],
    keywordMatch: 'ANY',
    delaySeconds: 0,
    hours: 'ALWAYS',
    mayFollowAgent: false,
    timesPerSession: 1,
    isEnabled: true,
    position: 0,
    ...change,
  };
}

/** A public reply without a category, if nothing else is said. */
export function buildReply(id: string, change: Partial<ReplyFragment> = {}): ReplyFragment {
  return {
    __typename: 'QuickReply',
    id,
    title: `title ${id}`,
    content: `content ${id}`,
    attachment: null,
    ownerId: null,
    usageCount: 0,
    viewerCanChange: true,
    category: null,
    ...change,
  };
}

/** An image, if nothing else is said. */
export function buildAttachment(
  id: string,
  change: Partial<AttachmentPartsFragment> = {},
): AttachmentPartsFragment {
  return {
    __typename: 'Attachment',
    id,
    kind: 'IMAGE',
    name: `${id}.png`,
    mediaType: 'image/png',
    size: 34_567,
    width: 800,
    height: 600,
    url: `/attachments/${id}/original`,
    previewUrl: `/attachments/${id}/preview`,
    ...change,
  };
}

export function buildReplyCategory(
  id: string,
  change: Partial<ReplyCategoryFragment> = {},
): ReplyCategoryFragment {
  return {
    __typename: 'QuickReplyCategory',
    id,
    name: id,
    ownerId: null,
    repliesCount: 0,
    viewerCanChange: true,
    ...change,
  };
}

export function buildColleague(id: string, change: Partial<ColleagueFragment> = {}): ColleagueFragment {
  return {
    __typename: 'Agent',
    id,
    displayName: `Agent ${id}`,
    avatarUrl: null,
    status: 'OFFLINE',
    statusChangedAt: timeAt(0),
    liveSessionsCount: 0,
    waitingSessionsCount: 0,
    capacity: 8,
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
    agentName: null,
    notice: null,
    about: null,
    isInternal: false,
    mentionedAgentIds: [],
    recalledAt: null,
    recallableUntil: null,
    isWithheld: false,
    scriptKind: null,
    text: `text ${seq}`,
    attachment: null,
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
