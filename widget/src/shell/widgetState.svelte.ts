import type { LoaderMessage, Shape } from '../../loader/protocol.ts';
import type { TextStore } from '../core/deviceStorage.ts';

const openKey = 'isOpen';
/** On a phone the chat covers the page, so a new page does not begin with it. */
const phoneWidth = 480;

/** Panel.svelte's animation of the same name. */
const fadeMs = 120;

/** Margins and room for the shadow included. */
const launcherShape: Shape = { width: 92, height: 92, canFill: false };
/** Launcher.svelte's, where nothing is written on it. */
const launcherSize = 56;
const teaserShape: Shape = { width: 332, height: 196, canFill: false };
const panelShape: Shape = { width: 440, height: 756, canFill: true };
const noShape: Shape = { width: 0, height: 0, canFill: false };

/** Whether the chat is open, and the place that it takes on the page. */
export class WidgetState {
  isOpen = $state(false);
  /** Closed, but still to be seen on its way out. */
  isClosing = $state(false);
  hasBeenOpen = false;
  /** The visitor put the preview of this message away. */
  dismissedId = $state('');
  /** How wide the button is, with what is written on it. */
  launcherWidth = $state(0);
  /** It has the whole screen. */
  fills = $state(false);
  /** Somebody can look at it. */
  isVisible = $state(!document.hidden);
  #tabStore: TextStore;

  constructor(tabStore: TextStore) {
    this.#tabStore = tabStore;
    this.isOpen = tabStore.read(openKey) !== null && screen.width > phoneWidth;
  }

  open(): void {
    this.isOpen = this.hasBeenOpen = true;
    this.isClosing = false;
    this.#tabStore.write(openKey, '1');
  }

  close(): void {
    this.isClosing = this.isOpen;
    this.isOpen = false;
    setTimeout(() => (this.isClosing = false), fadeMs);
    this.#tabStore.write(openKey, null);
  }

  dismiss(messageId: string): void {
    this.dismissedId = messageId;
  }

  receive(message: Exclude<LoaderMessage, { kind: 'page' }>): void {
    if (message.kind === 'fill') this.fills = message.fills;
    else if (message.kind === 'open') this.open();
    else this.close();
  }

  shape(isReady: boolean, hasTeaser: boolean, isLeft = false, offset = 0): Shape {
    const place = { isLeft, offset };
    if (!isReady) return noShape;
    if (this.isOpen || this.isClosing) return { ...panelShape, ...place };
    if (hasTeaser) return { ...teaserShape, ...place };
    const width = launcherShape.width - launcherSize + Math.max(launcherSize, this.launcherWidth);
    return { ...launcherShape, width, ...place };
  }
}
