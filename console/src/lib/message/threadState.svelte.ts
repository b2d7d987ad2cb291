import type { OpenStream } from '#lib/connection/eventSocket.ts';
import { codeOf, invisibleCodes } from '#lib/connection/failure.ts';
import {
  SessionEventsDocument,
  ThreadDocument,
  type SessionColumnsFragment,
  type SessionDetailsFragment,
  type SessionEventsSubscription,
  type ThreadMessageFragment,
  type VisitorDetailsFragment,
} from '#lib/gql/generated.ts';
import { newerSession, withColumns, withVisitor } from '#lib/session/sessionVersions.ts';
import type { KeptDraft } from './draftState.svelte.ts';
import { LoadedMessages, pageSize, type LoadedMessagesOptions } from './loadedMessages.svelte.ts';
import { ReadPosition } from './readPosition.ts';
import type { TypingState } from './typingState.svelte.ts';

export type SessionEvent = SessionEventsSubscription['sessionEvents'];

interface ThreadOptions extends LoadedMessagesOptions {
  openStream: OpenStream;
  typing: TypingState;
  /** Called with what was begun in the session on another device. */
  onDraft?: (sessionId: string, draft: KeptDraft | null) => void;
  /** Called when an answer brings the session's newest columns, which lists want to know too. */
  onColumns?: (columns: SessionColumnsFragment) => void;
}

/** One session's talk, as far as it is loaded, and all that comes. */
export class ThreadState {
  readonly sessionId: string;
  readonly typing: TypingState;
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  session = $state.raw<SessionDetailsFragment | null>(null);

  /** The number of the newest message. */
  readonly lastSeq = $derived.by(() => this.messages.at(-1)?.seq ?? 0);
  /** Whether there is such a session for this agent, as far as is known. */
  readonly isVisible = $derived(!invisibleCodes.has(this.failureCode ?? ''));

  readonly #options: ThreadOptions;
  readonly #loaded: LoadedMessages;
  #closeStream: (() => void) | null = null;
  #isOpen = false;
  #loading: Promise<boolean> | null = null;
  readonly #readPosition: ReadPosition;
  readonly loadOlder = (): Promise<void> => this.#loaded.loadOlder();
  /** Loads older messages until the one with this number is there. Resolves to whether it is. */
  readonly loadBackTo = (seq: number): Promise<boolean> => this.#loaded.loadBackTo(seq);

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.sessionId = options.sessionId;
    this.typing = options.typing;
    this.#loaded = new LoadedMessages(options);
    this.#readPosition = new ReadPosition(options.api, options.sessionId);
  }

  get messages(): readonly ThreadMessageFragment[] {
    return this.#loaded.inOrder;
  }

  get hasOlder(): boolean {
    return this.#loaded.hasOlder;
  }

  get isLoadingOlder(): boolean {
    return this.#loaded.isLoadingOlder;
  }

  /** Loads what is not there yet, once however often it is asked for. Resolves to whether it is there. */
  async load(): Promise<boolean> {
    if (this.status === 'ready') return true;
    return (this.#loading ??= this.#load().finally(() => (this.#loading = null)));
  }

  /** Loads, then follows the session. */
  async open(): Promise<void> {
    this.#isOpen = true;
    if ((await this.load()) && this.#isOpen && !this.#closeStream) this.#follow();
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
        this.typing.stop(event.message);
        this.#loaded.addStreamed(event.message);
        break;
      case 'MessageRecalled':
        this.#loaded.recall(event.message);
        break;
      case 'TypingSignalled':
        this.typing.apply(event);
        break;
      case 'VisitorChanged':
        this.applyVisitor(event.visitor);
        break;
    }
  }

  applySession(session: SessionDetailsFragment): void {
    this.#hold(newerSession(this.session, session));
  }

  applyVisitor(visitor: VisitorDetailsFragment): void {
    if (this.session) this.#hold(withVisitor(this.session, visitor));
  }

  /** Takes over the session's own columns, as lists hear of them with every message. */
  applyColumns(columns: SessionColumnsFragment): void {
    if (this.session) this.#hold(withColumns(this.session, columns));
  }

  applyMessage(message: ThreadMessageFragment): void {
    this.typing.stop(message);
    this.#loaded.add(message);
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
      const variables = { id: this.sessionId, last: pageSize };
      const { session } = await this.#options.api.query(ThreadDocument, variables);
      if (session.__typename !== 'Session') return this.#fail(session.code);
      const { messages, viewerDraft, ...details } = session;
      this.#options.onDraft?.(this.sessionId, viewerDraft);
      this.applySession(details);
      this.#loaded.addPage(messages);
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
      () => ({ sessionId: this.sessionId, after: this.#loaded.streamedSeq }),
      {
        next: (data) => this.apply(data.sessionEvents),
        failed: (failure) => this.#fail(failure.code),
      },
    );
  }

  #hold(session: SessionDetailsFragment): void {
    const isLifted = this.session?.doNotDisturbSince && !session.doNotDisturbSince;
    const isErased = session.visitor.erasedAt && !this.session?.visitor.erasedAt;
    this.session = session;
    if (isErased) this.#loaded.erase();
    if (isLifted) void this.#loaded.loadWithheld();
  }

  #fail(code: string): false {
    this.#closeStream?.();
    this.#closeStream = null;
    this.status = 'failed';
    this.failureCode = code;
    // What the agent may no longer see is not kept either.
    if (!this.isVisible) {
      this.session = null;
      this.#loaded.clear();
    }
    return false;
  }
}
