import { createContext } from 'svelte';
import type { Uploads } from '#lib/attachment/attachmentInput.svelte.ts';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import type { Api } from '#lib/connection/api.ts';
import { ConnectionState } from '#lib/connection/connectionState.svelte.ts';
import { EventSocket } from '#lib/connection/eventSocket.ts';
import type { SendFile } from '#lib/connection/fileRequest.ts';
import type { ClientLimitsFragment, CurrentAgentFragment } from '#lib/gql/generated.ts';
import type { ComposerState } from '#lib/message/composerState.svelte.ts';
import { DraftState } from '#lib/message/draftState.svelte.ts';
import { OutboxState } from '#lib/message/outboxState.svelte.ts';
import { OutboxStore } from '#lib/message/outboxStore.ts';
import { ThreadShelf } from '#lib/message/threadShelf.ts';
import { NotificationState } from '#lib/notification/notificationState.svelte.ts';
import { ReplyPanelState } from '#lib/quickReply/replyPanelState.svelte.ts';
import { viewedRoleParameters } from '#lib/role/viewedRole.ts';
import { SessionListsState } from '#lib/session/sessionListsState.svelte.ts';
import { localeState } from '#lib/setting/localeState.svelte.ts';
import { languageOf, OwnSettingsState } from '#lib/setting/ownSettingsState.svelte.ts';
import { TagListState } from '#lib/tag/tagListState.svelte.ts';
import { ColleagueListState } from './colleagueListState.svelte.ts';
import { ColleagueTreeState } from './colleagueTreeState.svelte.ts';
import { OwnStatusState } from './ownStatusState.svelte.ts';

interface DeskOptions {
  agent: CurrentAgentFragment;
  limits: ClientLimitsFragment;
  api: Api;
  sendFile: SendFile;
  /** Called when the server says that the sign-in is over. */
  onSignedOut: () => void;
}

/** All that a signed-in agent works with, from sign-in to sign-out. */
export class AgentDesk {
  /** Who is signed in; another copy when they change their profile. */
  agent = $state.raw() as CurrentAgentFragment;
  readonly limits: ClientLimitsFragment;
  readonly api: Api;
  readonly uploads: Uploads;
  readonly clock = new ClockState();
  readonly connection = new ConnectionState();
  readonly ownStatus: OwnStatusState;
  readonly colleagues: ColleagueListState;
  readonly colleagueTree: ColleagueTreeState;
  readonly sessions: SessionListsState;
  readonly threads: ThreadShelf;
  readonly outbox: OutboxState;
  readonly drafts: DraftState;
  readonly tags: TagListState;
  readonly replies: ReplyPanelState;
  readonly ownSettings: OwnSettingsState;
  readonly notifications: NotificationState;
  /** The reply being written, where a session is open in which one may write. */
  composer = $state.raw<ComposerState | null>(null);
  readonly #outboxStore: OutboxStore;
  readonly #socket: EventSocket;
  readonly #stops: (() => void)[] = [];
  #isLeaving = false;

  constructor({ agent, limits, api, sendFile, onSignedOut }: DeskOptions) {
    this.agent = agent;
    this.limits = limits;
    this.api = api;
    this.uploads = { sendFile, maxBytes: limits.attachmentMaxBytes };
    this.#socket = new EventSocket({
      url: socketUrl(),
      connection: this.connection,
      parameters: viewedRoleParameters,
      onSignedOut: () => {
        if (!this.#isLeaving) onSignedOut();
      },
    });
    const openStream = this.#socket.open;
    this.ownStatus = new OwnStatusState(agent);
    this.colleagues = new ColleagueListState({
      api,
      openStream,
      agentId: agent.id,
      ownStatus: this.ownStatus,
    });
    this.colleagueTree = new ColleagueTreeState(this.colleagues);
    this.sessions = new SessionListsState({
      api,
      openStream,
      clock: this.clock,
      agentId: agent.id,
      onColumns: (columns) => this.threads.find(columns.id)?.applyColumns(columns),
      onStarted: () => void this.tags.refresh(),
      onCountsChanged: () => this.colleagues.recount(),
    });
    this.#outboxStore = new OutboxStore(localStorage, agent.id);
    this.outbox = new OutboxState({
      api: this.#socket.requests,
      store: this.#outboxStore,
      onSent: (message) => this.threads.find(message.sessionId)?.applyMessage(message),
    });
    this.tags = new TagListState(api);
    this.replies = new ReplyPanelState(api);
    this.ownSettings = new OwnSettingsState(api, agent.settings);
    this.notifications = new NotificationState({
      api,
      openStream,
      agentId: agent.id,
      watchingIntervalMs: limits.watchingIntervalMs,
      volume: () => this.ownSettings.current?.notificationVolume ?? 0,
      language: () => languageOf[localeState.current],
    });
    this.drafts = new DraftState(sessionStorage, agent.id);
    this.threads = new ThreadShelf({
      agentId: agent.id,
      typingTimeoutMs: limits.typingTimeoutMs,
      api,
      openStream,
      onMessage: (message) => this.outbox.acknowledge(message.clientId),
      onColumns: (columns) => this.sessions.applyColumns(columns),
    });
  }

  start(): void {
    this.clock.start();
    this.colleagues.start();
    this.sessions.start();
    this.notifications.start();
    this.#stops.push(
      this.connection.onConnected(() => {
        this.outbox.flush();
        this.threads.recover();
      }),
    );
    this.#listen(window, 'online', () => this.connection.retryNow());
    this.#listen(window, 'offline', () => this.#socket.reconnect());
    this.#listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') this.connection.retryNow();
    });
    this.#listen(window, 'storage', (event) => this.#handleStorage(event as StorageEvent));
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.clock.stop();
    this.outbox.stop();
    this.colleagues.stop();
    this.sessions.stop();
    this.notifications.stop();
    this.threads.close();
    this.#socket.close();
  }

  /** Signs out by the agent's own wish: that the server then closes the line is no news. */
  async leave(signOutBy: () => Promise<unknown>): Promise<void> {
    this.#isLeaving = true;
    await signOutBy().finally(() => (this.#isLeaving = false));
    this.stop();
  }

  /** Another tab of the same agent got an answer for an entry that both have. */
  #handleStorage({ key, newValue }: StorageEvent): void {
    const clientId = key !== null && newValue === null ? this.#outboxStore.clientIdOf(key) : null;
    if (clientId) this.outbox.forget(clientId);
  }

  #listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.#stops.push(() => target.removeEventListener(type, listener));
  }
}

export const [getDesk, setDesk] = createContext<AgentDesk>();

function socketUrl(): string {
  const url = new URL('/graphql', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
