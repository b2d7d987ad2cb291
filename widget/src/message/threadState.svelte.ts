import type {
  MessageFieldsFragment as Message,
  MessagePageFieldsFragment as MessagePage,
  SessionEventsSubscription,
  SessionFieldsFragment as Session,
} from '../gql/generated.ts';

export type { Message, MessagePage, Session };
export type SessionEvent = SessionEventsSubscription['sessionEvents'];

/**
 * What was said, as the visitor sees it: the present session's messages in the order of their numbers, below those of
 * sessions that ended since the page was opened. Applying an event twice, or late, changes nothing.
 */
export class ThreadState {
  session = $state.raw<Session>();
  /** The present session's. */
  messages = $state.raw<readonly Message[]>([]);
  /** Of sessions that ended while the page was open. */
  pastMessages = $state.raw<readonly Message[]>([]);
  /** Where the messages before the first one begin, if there are any. */
  earlierCursor = $state.raw<string | null>(null);
  isFetchingEarlier = $state(false);
  /** Who is writing on the other side; '' for somebody without a name. */
  typingName = $state.raw<string | null>(null);
  /** How long a sign of typing holds, in milliseconds; the API's word. */
  typingTimeoutMs = 0;
  /**
   * The last number that came by the stream. An own message's acknowledgement can overtake another's message that is
   * still on its way, so it does not count here: the stream must begin again where the stream was.
   */
  streamedSeq = 0;
  #readSeq = $state(0);
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  /** How far the visitor has read. */
  get readSeq(): number {
    return Math.max(this.#readSeq, this.session?.visitorReadSeq ?? 0);
  }

  get unreadCount(): number {
    return this.#unread.length;
  }

  get lastUnread(): Message | undefined {
    return this.#unread.at(-1);
  }

  get #unread(): readonly Message[] {
    const { readSeq } = this;
    return this.messages.filter(
      ({ author, scriptKind, recalledAt, seq }) =>
        (author === 'AGENT' || scriptKind) && !recalledAt && seq > readSeq,
    );
  }

  /** Who answers: whoever wrote or took over last; '' when nobody does. */
  get agentName(): string {
    if (!this.session?.isLive || this.session.reach !== 'ANSWERED') return '';
    const answers = this.messages.filter(
      ({ author, notice }) => author === 'AGENT' || notice === 'SESSION_TRANSFERRED',
    );
    const last = answers.at(-1);
    return (last?.notice ? last.about : last?.authorName) ?? '';
  }

  /** Whether something of one of these kinds was said automatically in the present session. */
  hasSaid(...kinds: Message['scriptKind'][]): boolean {
    return this.messages.some(({ scriptKind }) => scriptKind && kinds.includes(scriptKind));
  }

  get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Begins with a session as it was fetched, or continues with it. */
  begin(session: Session, page: MessagePage): void {
    if (this.session?.id !== session.id) {
      this.pastMessages = [...this.pastMessages, ...this.messages];
      this.messages = [];
      this.session = undefined;
      this.streamedSeq = this.#readSeq = 0;
      this.#stopTyping();
    }
    const isFirst = this.messages.length === 0;
    this.#change(session);
    this.#insert(page.edges.map((edge) => edge.node));
    if (!isFirst) return;
    this.streamedSeq = this.lastSeq;
    this.earlierCursor = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
  }

  apply(event: SessionEvent): void {
    switch (event.__typename) {
      case 'SessionChanged':
        this.#change(event.session);
        if (!event.session.isLive) this.#stopTyping();
        break;
      case 'MessageSent':
        this.#insert([event.message]);
        this.streamedSeq = Math.max(this.streamedSeq, event.message.seq);
        if (event.message.author !== 'VISITOR') this.#stopTyping();
        break;
      case 'MessageRecalled': {
        const { message } = event;
        this.messages = this.messages.map((known) => (known.seq === message.seq ? message : known));
        break;
      }
      case 'TypingSignalled':
        if (event.author !== 'AGENT') break;
        this.#stopTyping();
        if (!event.isTyping) break;
        this.typingName = event.authorName ?? '';
        // Counted from now and not until the event's `expiresAt`: this device's clock may be wrong.
        this.#typingTimer = setTimeout(() => this.#stopTyping(), this.typingTimeoutMs);
        break;
      case 'VisitorChanged':
        // What agents know of the visitor is none of the visitor's thread.
        break;
    }
  }

  /**
   * The answer to an own `sendMessage`, which may come before or after the message in the stream, and after the end of
   * the session that it was sent to.
   */
  acknowledge(message: Message & { sessionId: string }): void {
    if (message.sessionId === this.session?.id) this.#insert([message]);
    else if (!this.pastMessages.some(({ id }) => id === message.id)) {
      this.pastMessages = [...this.pastMessages, message];
    }
  }

  /** Messages from before the first one. */
  prepend(page: MessagePage): void {
    this.#insert(page.edges.map((edge) => edge.node));
    this.earlierCursor = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
  }

  /** The visitor has seen everything. Returns whether that is news. */
  read(): boolean {
    if (this.lastSeq <= this.readSeq) return false;
    this.#readSeq = this.lastSeq;
    return true;
  }

  isReadByAgent(message: Message): boolean {
    return message.seq <= (this.session?.agentReadSeq ?? 0);
  }

  #change(session: Session): void {
    const known = this.session;
    if (known && (known.id !== session.id || known.version > session.version)) return;
    this.session = session;
  }

  #insert(messages: readonly Message[]): void {
    const known = new Set(this.messages.map((message) => message.seq));
    const added = messages.filter((message) => !known.has(message.seq));
    if (added.length === 0) return;
    this.messages = [...this.messages, ...added].sort((a, b) => a.seq - b.seq);
  }

  #stopTyping(): void {
    clearTimeout(this.#typingTimer);
    this.typingName = null;
  }
}
