import type { Api } from '#lib/connection/api.ts';
import type { OpenStream } from '#lib/connection/eventSocket.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  OlderMessagesDocument,
  SessionEventsDocument,
  ThreadDocument,
  type MessagePageFragment,
  type SessionColumnsFragment,
  type SessionDetailsFragment,
  type SessionEventsSubscription,
  type ThreadMessageFragment,
} from '#lib/gql/generated.ts';
import { withMessages } from './messageSequence.ts';
import { ReadPosition } from './readPosition.ts';
import type { TypingState } from './typingState.svelte.ts';

export type SessionEvent = SessionEventsSubscription['sessionEvents'];

interface ThreadOptions {
  sessionId: string;
  api: Api;
  openStream: OpenStream;
  typing: TypingState;
  /** Called for each message, so that one's own is taken out of the outbox. */
  onMessage?: (message: ThreadMessageFragment) => void;
  /** Called when an answer brings the session's newest columns, which lists want to know too. */
  onColumns?: (columns: SessionColumnsFragment) => void;
}

const pageSize = 50;
const invisibleCodes = new Set(['NOT_FOUND', 'NOT_ALLOWED', 'INVALID_INPUT']);

/** One session's talk: the newest messages, older ones as far as they were scrolled to, and all that comes. */
export class ThreadState {
  readonly sessionId: string;
  readonly typing: TypingState;
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  session = $state.raw<SessionDetailsFragment | null>(null);
  messages = $state.raw<readonly ThreadMessageFragment[]>([]);
  hasOlder = $state(false);
  isLoadingOlder = $state(false);

  readonly lastSeq = $derived(this.messages.at(-1)?.seq ?? 0);
  /** Whether there is such a session for this agent, as far as is known. */
  readonly isVisible = $derived(!invisibleCodes.has(this.failureCode ?? ''));

  readonly #options: ThreadOptions;
  #startCursor: string | null = null;
  /**
   * The last number that came by the stream or with a page. The answer to an own message can overtake another's message
   * that is still on its way, so it does not count: the stream begins again where the stream was.
   */
  #streamedSeq = 0;
  #closeStream: (() => void) | null = null;
  #isOpen = false;
  readonly #readPosition: ReadPosition;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.sessionId = options.sessionId;
    this.typing = options.typing;
    this.#readPosition = new ReadPosition(options.api, options.sessionId);
  }

  /** Loads what is not there yet, then follows the session. */
  async open(): Promise<void> {
    this.#isOpen = true;
    if (this.status !== 'ready' && !(await this.#load())) return;
    if (this.#isOpen && !this.#closeStream) this.#follow();
  }

  /** Stops following; what is loaded stays, and opening it again asks only for what came since. */
  close(): void {
    this.#isOpen = false;
    this.#closeStream?.();
    this.#closeStream = null;
    this.typing.clear();
  }

  async retry(): Promise<void> {
    this.status = 'loading';
    this.close();
    await this.open();
  }

  /** The line is back: what could not be loaded without it is loaded now. */
  recover(): void {
    if (this.#isOpen && this.status === 'failed' && this.failureCode === 'NETWORK') void this.retry();
  }

  /** Applies one event of the stream; applying it again, or after a newer one, changes nothing. */
  apply(event: SessionEvent): void {
    switch (event.__typename) {
      case 'SessionChanged':
        this.applySession(event.session);
        break;
      case 'MessageSent':
        this.applyMessage(event.message);
        this.#streamedSeq = Math.max(this.#streamedSeq, event.message.seq);
        break;
      case 'TypingSignalled':
        this.typing.apply(event);
        break;
    }
  }

  applySession(session: SessionDetailsFragment): void {
    if (!this.session || session.version >= this.session.version) this.session = session;
  }

  /** Takes over the session's own columns, as lists hear of them with every message. */
  applyColumns(columns: SessionColumnsFragment): void {
    if (this.session && columns.version > this.session.version)
      this.session = { ...this.session, ...columns };
  }

  applyMessage(message: ThreadMessageFragment): void {
    this.messages = withMessages(this.messages, [message]);
    this.typing.stop(message);
    this.#options.onMessage?.(message);
  }

  async loadOlder(): Promise<void> {
    if (!this.hasOlder || this.isLoadingOlder || this.#startCursor === null) return;
    this.isLoadingOlder = true;
    try {
      const { session } = await this.#options.api.query(OlderMessagesDocument, {
        id: this.sessionId,
        last: pageSize,
        before: this.#startCursor,
      });
      if (session.__typename === 'Session') this.#applyPage(session.messages);
    } catch {
      // What is there stays; scrolling up again tries again.
    } finally {
      this.isLoadingOlder = false;
    }
  }

  /** Tells the visitor's side that all messages here have been read. */
  async markRead(): Promise<void> {
    if (!this.session || this.lastSeq <= this.session.agentReadSeq) return;
    const columns = await this.#readPosition.moveTo(this.lastSeq);
    if (!columns) return;
    this.applyColumns(columns);
    this.#options.onColumns?.(columns);
  }

  async #load(): Promise<boolean> {
    try {
      const { session } = await this.#options.api.query(ThreadDocument, {
        id: this.sessionId,
        last: pageSize,
      });
      if (session.__typename !== 'Session') return this.#fail(session.code);
      const { messages, ...details } = session;
      this.applySession(details);
      this.#applyPage(messages);
      this.status = 'ready';
      this.failureCode = null;
      return true;
    } catch (error) {
      return this.#fail(codeOf(error));
    }
  }

  #follow(): void {
    this.#closeStream = this.#options.openStream(
      SessionEventsDocument,
      () => ({ sessionId: this.sessionId, after: this.#streamedSeq }),
      {
        next: (data) => this.apply(data.sessionEvents),
        failed: (failure) => this.#fail(failure.code),
      },
    );
  }

  #applyPage({ edges, pageInfo }: MessagePageFragment): void {
    const page = edges.map(({ node }) => node);
    this.messages = withMessages(this.messages, page);
    this.#streamedSeq = Math.max(this.#streamedSeq, page.at(-1)?.seq ?? 0);
    for (const message of page) this.#options.onMessage?.(message);
    this.hasOlder = pageInfo.hasPreviousPage;
    this.#startCursor = pageInfo.startCursor;
  }

  #fail(code: string): false {
    this.#closeStream?.();
    this.#closeStream = null;
    this.status = 'failed';
    this.failureCode = code;
    // What the agent may no longer see is not kept either.
    if (!this.isVisible) [this.session, this.messages, this.hasOlder] = [null, [], false];
    return false;
  }
}
