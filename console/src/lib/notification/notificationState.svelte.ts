import type { Api } from '#lib/connection/api.ts';
import type { OpenStream } from '#lib/connection/eventSocket.ts';
import { ConsoleTabs } from './consoleTabs.ts';
import { PushState } from './pushState.svelte.ts';
import { Ringer } from './ringer.ts';
import { SoundPlayer } from './soundPlayer.svelte.ts';
import { showSystemNotice, type SystemNotice } from './systemNotice.ts';
import { Watching } from './watching.ts';

interface NotificationOptions {
  api: Api;
  openStream: OpenStream;
  agentId: string;
  watchingIntervalMs: number;
  /** In percent. */
  volume: () => number;
  /** The language of the screen, a BCP 47 tag. */
  language: () => string;
}

/** All by which a signed-in agent is notified in this tab. */
export class NotificationState {
  readonly sounds = new SoundPlayer();
  readonly tabs = new ConsoleTabs('locks' in navigator ? navigator.locks : undefined);
  readonly push: PushState;
  readonly ringer: Ringer;
  readonly #options: NotificationOptions;
  readonly #watching: Watching;
  readonly #stops: (() => void)[] = [];

  constructor(options: NotificationOptions) {
    const { api, openStream, agentId, volume } = options;
    this.#options = options;
    this.#watching = new Watching(api, options.watchingIntervalMs);
    this.push = new PushState(api, { registration: workerRegistration, storage: localStorage }, agentId);
    this.ringer = new Ringer({ openStream, tabs: this.tabs, sounds: this.sounds, volume, show });
  }

  start(): void {
    this.ringer.start();
    this.#stops.push(
      this.sounds.unlockOnTouch(window),
      () => this.ringer.stop(),
      () => this.#watching.stop(),
    );
    const note = () => this.#watching.note(document.visibilityState === 'visible');
    note();
    document.addEventListener('visibilitychange', note);
    this.#stops.push(() => document.removeEventListener('visibilitychange', note));
    if (noticesAllowed() === 'granted') void this.push.renew(this.#options.language());
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.tabs.attend(false, null);
    this.sounds.close();
  }
}

/** What the browser says of notifications; `unsupported` also where the address is without https. */
export function noticesAllowed(): NotificationPermission | 'unsupported' {
  return 'Notification' in window && 'serviceWorker' in navigator ? Notification.permission : 'unsupported';
}

/** The service worker that is at work here, as soon as it is; undefined where there is none. */
export async function workerRegistration(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  const registration = await navigator.serviceWorker.getRegistration();
  return registration && navigator.serviceWorker.ready;
}

async function show(notice: SystemNotice): Promise<void> {
  if (noticesAllowed() !== 'granted') return;
  const registration = await workerRegistration();
  if (registration) await showSystemNotice(registration, notice);
}
