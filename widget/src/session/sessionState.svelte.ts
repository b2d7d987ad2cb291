import { ConnectionLostError, type OperationError } from '../core/graphqlAnswer.ts';
import type { SocketState } from '../core/graphqlSocket.ts';
import { pauseBefore } from '../core/pauses.ts';
import {
  LimitsDocument,
  MarkReadDocument,
  SessionEventsDocument,
  SignalTypingDocument,
  type LimitsQuery,
} from '../gql/generated.ts';
import { deliverMessage } from '../message/deliverMessage.ts';
import { OutboxState } from '../message/outboxState.svelte.ts';
import { ThreadState, type Message } from '../message/threadState.svelte.ts';
import { TypingSignal } from '../message/typingSignal.ts';
import { enterSite, type Entrance, type SiteEntry } from '../site/enterSite.ts';
import { keptLook, type SiteLook } from '../site/siteLook.ts';
import type { SessionSocket, SocketHandlers } from './sessionSocket.ts';

/** A lost connection is not worth a word before this. */
const troubleAfterMs = 2_500;

/** The visitor's side of a session: enters the site, follows the stream, sends, and does all of it again when cut off. */
export class SessionState {
  readonly thread = new ThreadState();
  readonly outbox: OutboxState;
  readonly typing: TypingSignal;
  /** What runs on the session's connection. */
  readonly operations: SessionSocket['operations'];
  /** How the widget looks; until the server says it, as it did the last time. */
  site = $state.raw<SiteLook>();
  limits = $state.raw<LimitsQuery['limits']>();
  /** Why the server will not have this page or visitor; nothing is tried again until the visitor does. */
  refusal = $state.raw('');
  isEntering = $state(false);
  isConnected = $state(false);
  /** Without a connection for long enough that the visitor should know. */
  isCutOff = $state(false);
  /** An agent's message has come just now. */
  onArrival: () => void = () => {};
  #entrance: Entrance;
  #socket: SessionSocket;
  #secret = '';
  #entering: Promise<string> | undefined;
  #stopFollowing: (() => void) | undefined;
  #followFailures = 0;
  #troubleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(entrance: Entrance, createSocket: (handlers: SocketHandlers) => SessionSocket) {
    this.#entrance = entrance;
    this.site = keptLook(entrance.store);
    this.#socket = createSocket({
      connectionParams: () => ({ authorization: this.authorization }),
      onState: (state) => this.#onSocketState(state),
      onRefused: () => void this.#startOver(),
    });
    this.operations = this.#socket.operations;
    this.outbox = new OutboxState(entrance.store, (entry) => this.#deliver(entry));
    this.typing = new TypingSignal(
      (isTyping, text) => this.#signalTyping(isTyping, text),
      () => this.limits,
    );
    this.#expectConnection();
  }

  /** Opens or resumes the session; safe to call at any time. Resolves to its id; throws RefusedError. */
  enter(): Promise<string> {
    this.isEntering = true;
    this.#entering ??= this.#enterNow().finally(() => {
      this.#entering = undefined;
      this.isEntering = false;
    });
    return this.#entering;
  }

  /** It is not the page that is refused, but its visitor. */
  get isBlocked(): boolean {
    return this.refusal === 'VisitorBlockedError';
  }

  /** The visitor has seen all that there is. */
  markRead(): void {
    if (this.thread.read()) this.#sendReadMark();
  }

  /** Who the visitor is, as a header; for what does not go over the connection. */
  get authorization(): string {
    return `Visitor ${this.#secret}`;
  }

  /** The session that takes messages now; opens one if there is none, and after `refusedId` was refused. */
  async liveSessionId(refusedId?: string): Promise<string> {
    const { session } = this.thread;
    return session?.isLive && session.id !== refusedId ? session.id : this.enter();
  }

  async #enterNow(): Promise<string> {
    let entry: SiteEntry;
    try {
      entry = await enterSite(this.#entrance);
    } catch (error) {
      this.refusal = (error as Error).message;
      this.outbox.refuseAll();
      throw error;
    }
    this.refusal = '';
    this.site = entry.site;
    this.thread.begin(entry.session, entry.session.messages);
    for (const { node } of entry.session.messages.edges) this.#acknowledge(node);
    if (this.#secret !== entry.visitorSecret) {
      this.#secret = entry.visitorSecret;
      this.#socket.close();
    }
    if (this.isConnected) this.#follow();
    else this.#socket.connect();
    return entry.session.id;
  }

  #onSocketState(state: SocketState): void {
    this.isConnected = state === 'open';
    if (!this.isConnected) return this.#expectConnection();
    clearTimeout(this.#troubleTimer);
    this.#troubleTimer = undefined;
    this.isCutOff = false;
    this.#follow();
    void this.#fetchLimits();
    void this.outbox.flush();
    if (this.thread.readSeq > (this.thread.session?.visitorReadSeq ?? 0)) this.#sendReadMark();
  }

  #expectConnection(): void {
    this.#troubleTimer ??= setTimeout(() => (this.isCutOff = true), troubleAfterMs);
  }

  #follow(): void {
    this.#stopFollowing?.();
    const { session, streamedSeq } = this.thread;
    if (!session) return;
    this.#stopFollowing = this.operations.subscribe(
      SessionEventsDocument,
      { sessionId: session.id, after: streamedSeq },
      ({ sessionEvents: event }) => {
        this.#followFailures = 0;
        this.thread.apply(event);
        if (event.__typename !== 'MessageSent') return;
        this.#acknowledge(event.message);
        if (event.message.author === 'AGENT') this.onArrival();
      },
      (error) => this.#onStreamEnd(error),
    );
  }

  #onStreamEnd(error?: OperationError | ConnectionLostError): void {
    const hasEnded = !error && this.thread.session?.isLive === false;
    // A lost connection is followed by a new one, and that by a new stream.
    if (!hasEnded && !(error instanceof ConnectionLostError)) void this.#startOver();
  }

  /** The server does not know the session or the visitor any more: says good day again. */
  async #startOver(): Promise<void> {
    await this.#entrance.wait(pauseBefore(this.#followFailures++));
    if (!this.refusal) await this.enter().catch(() => {});
  }

  async #deliver(entry: OutboxState['entries'][number]): Promise<void> {
    const message = await deliverMessage(
      {
        execute: (operation, variables) => this.operations.execute(operation, variables),
        liveSessionId: (refusedId) => this.liveSessionId(refusedId),
        bind: (clientId, sessionId) => this.outbox.bind(clientId, sessionId),
      },
      entry,
    );
    this.thread.acknowledge(message);
    this.#acknowledge(message);
  }

  #acknowledge(message: Message): void {
    if (message.author === 'VISITOR') this.outbox.remove(message.clientId);
  }

  async #fetchLimits(): Promise<void> {
    if (this.limits) return;
    const result = await this.operations.execute(LimitsDocument, {}).catch(() => undefined);
    this.limits = result?.limits;
    this.thread.typingTimeoutMs = this.limits?.typingTimeoutMs ?? 0;
  }

  #sendReadMark(): void {
    const input = { sessionId: this.thread.session?.id ?? '', seq: this.thread.readSeq };
    // A mark that is lost is sent again after the connection that lost it.
    this.operations.execute(MarkReadDocument, { input }).catch(() => {});
  }

  #signalTyping(isTyping: boolean, text: string | null): void {
    const { session } = this.thread;
    if (!session?.isLive) return;
    const input = { sessionId: session.id, isTyping, text };
    this.operations.execute(SignalTypingDocument, { input }).catch(() => {});
  }
}
