import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import {
  PushDevicesDocument,
  SubscribeToPushDocument,
  UnsubscribeFromPushDocument,
  type PushDevicesQuery,
} from '#lib/gql/generated.ts';

/** What of the browser it needs; absent where the browser, or the address without https, offers none. */
export interface PushBrowser {
  registration: () => Promise<Pick<ServiceWorkerRegistration, 'pushManager'> | undefined>;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Pushes to this browser and the agent's others. */
export class PushState {
  readonly read: LazyRead<PushDevicesQuery>;
  isBusy = $state(false);
  /** Why this browser could not be subscribed: the API's code, or the browser's own words. */
  failure = $state<string | null>(null);
  readonly #api: Pick<Api, 'query' | 'mutate'>;
  readonly #browser: PushBrowser;
  /** Where the browser remembers that this agent wants pushes here: another one who signs in has not asked for them. */
  readonly #wish: string;

  constructor(api: Pick<Api, 'query' | 'mutate'>, browser: PushBrowser, agentId: string) {
    this.#api = api;
    this.#browser = browser;
    this.#wish = `dukou.push:${agentId}`;
    this.read = new LazyRead(() => api.query(PushDevicesDocument, {}));
  }

  /** Whether this browser is subscribed, as far as the server knows. */
  get isOn(): boolean {
    return this.read.value?.pushSubscriptions.some(({ isCurrent }) => isCurrent) ?? false;
  }

  /** Subscribes again whom a new sign-in, or new keys, have made be forgotten. */
  async renew(language: string): Promise<void> {
    if (this.#browser.storage.getItem(this.#wish)) await this.subscribe(language);
  }

  /** To be called by a press of a button: browsers ask the agent then. @returns whether it worked */
  async subscribe(language: string): Promise<boolean> {
    this.isBusy = true;
    this.failure = null;
    try {
      const { pushKey } = await this.#api.query(PushDevicesDocument, {});
      const registration = await this.#browser.registration();
      if (!registration) throw new Error('UNSUPPORTED');
      const keys = await subscriptionFor(registration.pushManager, pushKey);
      const { subscribeToPush: answer } = await this.#api.mutate(SubscribeToPushDocument, {
        input: { ...keys, language },
      });
      if (answer.__typename !== 'PushSubscription') throw new Error(answer.code);
      this.#browser.storage.setItem(this.#wish, 'true');
      await this.read.load();
      return true;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : codeOf(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  /** Ends pushes to one of the agent's browsers. */
  async unsubscribe(pushSubscriptionId: string): Promise<void> {
    const one = this.read.value?.pushSubscriptions.find(({ id }) => id === pushSubscriptionId);
    this.isBusy = true;
    try {
      await this.#api.mutate(UnsubscribeFromPushDocument, { input: { pushSubscriptionId } });
      if (one?.isCurrent) {
        this.#browser.storage.removeItem(this.#wish);
        const registration = await this.#browser.registration();
        await (await registration?.pushManager.getSubscription())?.unsubscribe();
      }
      await this.read.load();
    } catch (error) {
      this.failure = codeOf(error);
    } finally {
      this.isBusy = false;
    }
  }
}

async function subscriptionFor(manager: PushManager, pushKey: string) {
  const before = await manager.getSubscription();
  if (before && keyOf(before) !== pushKey) await before.unsubscribe();
  const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey });
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? '', publicKey: keys?.p256dh ?? '', authSecret: keys?.auth ?? '' };
}

/** For which server a browser is subscribed, in base64url. */
function keyOf({ options }: PushSubscription): string {
  const bytes = String.fromCharCode(...new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0)));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
