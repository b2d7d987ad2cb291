import type { OpenStream } from '#lib/connection/eventSocket.ts';
import { NotificationsDocument, type RaisedNotificationFragment } from '#lib/gql/generated.ts';
import type { ConsoleTabs } from './consoleTabs.ts';
import { notificationText } from './notificationText.ts';
import type { SoundPlayer } from './soundPlayer.svelte.ts';
import { noticeAddress, noticeTag, type SystemNotice } from './systemNotice.ts';

interface RingerOptions {
  openStream: OpenStream;
  tabs: Pick<ConsoleTabs, 'claim' | 'isAttended'>;
  sounds: Pick<SoundPlayer, 'canPlay' | 'play'> & { isBlocked: boolean };
  /** In percent. */
  volume: () => number;
  /** Has the system show it, where that is allowed. */
  show: (notice: SystemNotice) => Promise<void>;
}

/** Makes what the agent is notified of heard and seen: once, however many tabs there are. */
export class Ringer {
  readonly #options: RingerOptions;
  readonly #listeners = new Set<(notification: RaisedNotificationFragment) => void>();
  #closeStream: (() => void) | null = null;

  constructor(options: RingerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#closeStream = this.#options.openStream(NotificationsDocument, () => ({}), {
      next: ({ notifications: event }) => {
        if (event.__typename === 'NotificationRaised') void this.ring(event);
      },
      // The lists go on without sounds.
      failed: () => undefined,
    });
  }

  stop(): void {
    this.#closeStream?.();
  }

  /** Calls with each notification that came; returns what stops it. */
  onRaised(listener: (notification: RaisedNotificationFragment) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Nothing is made of what somebody has before their eyes, and the system shows only what they would not see. */
  async ring(notification: RaisedNotificationFragment): Promise<void> {
    const { kind, session, sound, isShown } = notification;
    for (const listener of this.#listeners) listener(notification);
    const { tabs } = this.#options;
    if (session && (await tabs.isAttended(session.id))) return;
    const isUrgent = kind === 'OVERDUE';
    await Promise.all([
      sound !== 'NONE' && this.#play(notification, isUrgent),
      isShown &&
        (isUrgent || kind === null || !(await tabs.isAttended())) &&
        this.#show(notification, isUrgent),
    ]);
  }

  async #play({ id, sound }: RaisedNotificationFragment, isUrgent: boolean): Promise<void> {
    const { tabs, sounds, volume } = this.#options;
    // A tab that the browser keeps silent leaves it to one that it does not.
    if (!(await sounds.canPlay())) sounds.isBlocked = true;
    else if (await tabs.claim(`sound:${id}`)) await sounds.play(sound, volume(), isUrgent);
  }

  async #show({ id, kind, session }: RaisedNotificationFragment, isUrgent: boolean): Promise<void> {
    const { tabs, show } = this.#options;
    if (!(await tabs.claim(`shown:${id}`))) return;
    const { text = '', attachmentKind = null } = session?.lastMessage ?? {};
    const facts = { kind, nickname: session?.visitor.nickname ?? '', text, attachmentKind };
    const sessionId = session?.id ?? null;
    const place = { tag: noticeTag(sessionId), address: noticeAddress(sessionId) };
    await show({ id, ...notificationText(facts), ...place, isUrgent });
  }
}
