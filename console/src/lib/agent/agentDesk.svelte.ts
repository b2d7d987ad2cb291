import { createContext } from 'svelte';
import { AttachmentTray } from '#lib/attachment/attachmentTray.svelte.ts';
import type { Uploads } from '#lib/attachment/uploadFile.ts';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import type { Api } from '#lib/connection/api.ts';
import { ConnectionState } from '#lib/connection/connectionState.svelte.ts';
import { EventSocket } from '#lib/connection/eventSocket.ts';
import { socketAddress } from '#lib/connection/socketAddress.ts';
import type { SendFile } from '#lib/connection/fileRequest.ts';
import type { ClientLimitsFragment, CurrentAgentFragment } from '#lib/gql/generated.ts';
import type { ComposerState } from '#lib/message/composerState.svelte.ts';
import { MentionsState } from '#lib/mention/mentionsState.svelte.ts';
import { DraftSync } from '#lib/message/draftSync.ts';
import { DraftState } from '#lib/message/draftState.svelte.ts';
import { OutboxState } from '#lib/message/outboxState.svelte.ts';
import { OutboxStore } from '#lib/message/outboxStore.ts';
import { ThreadShelf } from '#lib/message/threadShelf.ts';
import { NotificationState } from '#lib/notification/notificationState.svelte.ts';
import { ReplyPanelState } from '#lib/quickReply/replyPanelState.svelte.ts';
import { viewedRoleParameters } from '#lib/role/viewedRole.ts';
import { SessionListsState, type SessionListEvent } from '#lib/session/sessionListsState.svelte.ts';
import { UnansweredState } from '#lib/session/unansweredState.svelte.ts';
import { localeState } from '#lib/setting/localeState.svelte.ts';
import { OwnSettingsState } from '#lib/setting/ownSettingsState.svelte.ts';
import { TabsState } from '#lib/tab/tabsState.svelte.ts';
import { TabStore } from '#lib/tab/tabStore.ts';
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
  readonly unanswered: UnansweredState;
  readonly tabs: TabsState;
  readonly threads: ThreadShelf;
  readonly outbox: OutboxState;
  readonly drafts: DraftState;
  readonly tray: AttachmentTray;
  readonly tags: TagListState;
  readonly mentions: MentionsState;
  readonly replies: ReplyPanelState;
  readonly ownSettings: OwnSettingsState;
  readonly notifications: NotificationState;
  /** The reply being written, where a session is open in which one may write. */
  composer = $state.raw<ComposerState | null>(null);
  readonly #draftSync: DraftSync;
  readonly socket: EventSocket;
  readonly #stops: (() => void)[] = [];
  #isLeaving = false;

  constructor({ agent, limits, api, sendFile, onSignedOut }: DeskOptions) {
    this.agent = agent;
    this.limits = limits;
    this.api = api;
    this.uploads = { sendFile, maxBytes: limits.attachmentMaxBytes };
    this.socket = new EventSocket({
      url: socketAddress(),
      connection: this.connection,
      parameters: viewedRoleParameters,
      onSignedOut: () => {
        if (!this.#isLeaving) onSignedOut();
      },
    });
    const openStream = this.socket.open;
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
      onEvent: (event) => this.#hear(event),
      onCountsChanged: () => this.colleagues.recount(),
    });
    this.unanswered = new UnansweredState({ api, agentId: agent.id });
    this.tabs = new TabsState({
      api,
      store: new TabStore(localStorage, agent.id),
      known: (id) => this.sessions.find(id),
    });
    this.outbox = new OutboxState({
      api: this.socket.requests,
      store: new OutboxStore(localStorage, agent.id),
      onSent: (message) => this.threads.find(message.sessionId)?.applyMessage(message),
    });
    this.tags = new TagListState(api);
    this.mentions = new MentionsState(api);
    this.replies = new ReplyPanelState(api);
    this.ownSettings = new OwnSettingsState(api, agent.settings);
    this.notifications = new NotificationState({
      api,
      openStream,
      agentId: agent.id,
      watchingIntervalMs: limits.watchingIntervalMs,
      volume: () => this.ownSettings.current?.notificationVolume ?? 0,
      language: () => localeState.current,
    });
    this.drafts = new DraftState(sessionStorage, agent.id);
    this.#draftSync = new DraftSync({ api, drafts: this.drafts, maxLength: limits.draftMaxLength });
    this.tray = new AttachmentTray(this.uploads, sessionStorage, agent.id);
    this.threads = new ThreadShelf({
      agentId: agent.id,
      typingTimeoutMs: limits.typingTimeoutMs,
      api,
      openStream,
      onMessage: (message) => this.outbox.acknowledge(message.clientId),
      onColumns: (columns) => this.sessions.applyColumns(columns),
      onDraft: (sessionId, draft) => this.drafts.receive(sessionId, draft),
    });
  }

  start(): void {
    this.clock.start();
    this.colleagues.start();
    this.sessions.start();
    this.notifications.start();
    this.#stops.push(
      this.notifications.ringer.onRaised(({ kind }) => {
        if (kind === 'MENTION') void this.mentions.refresh();
      }),
      this.connection.onConnected(() => {
        this.outbox.flush();
        this.tray.recover();
        this.threads.recover();
        void this.mentions.refresh();
      }),
    );
    this.#listen(window, 'online', () => this.connection.retryNow());
    this.#listen(window, 'offline', () => this.socket.reconnect());
    this.#listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') this.connection.retryNow();
      else this.#draftSync.flush();
    });
    this.#listen(window, 'storage', (event) => this.outbox.handleStorage(event as StorageEvent));
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.clock.stop();
    this.outbox.stop();
    this.#draftSync.stop();
    this.tray.stop();
    this.colleagues.stop();
    this.sessions.stop();
    this.unanswered.stop();
    this.notifications.stop();
    this.threads.close();
    this.socket.close();
  }

  /** Signs out by the agent's own wish: that the server then closes the line is no news. */
  async leave(signOutBy: () => Promise<unknown>): Promise<void> {
    this.#isLeaving = true;
    await signOutBy().finally(() => (this.#isLeaving = false));
    this.stop();
  }

  /** What the lists' stream tells concerns more than the lists. */
  #hear(event: SessionListEvent): void {
    this.unanswered.apply(event);
    this.tabs.apply(event);
    if (event.__typename === 'StreamStarted') void this.tags.refresh();
    if (event.__typename === 'SessionChanged')
      this.threads.find(event.session.id)?.applyColumns(event.session);
  }

  #listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.#stops.push(() => target.removeEventListener(type, listener));
  }
}

export const [getDesk, setDesk] = createContext<AgentDesk>();
