import { remember, remembered } from '#lib/ui/browserMemory.ts';
import { PaneWidth } from '#lib/ui/paneWidth.svelte.ts';

const panelKey = 'dukou.panel';

/** How the panes beside the thread are laid out in this browser: known before anything is painted, so that nothing jumps. */
class PaneLayout {
  readonly list = new PaneWidth({ key: 'dukou.listWidth', usual: 304, least: 224, most: 520 });
  readonly panel = new PaneWidth({ key: 'dukou.panelWidth', usual: 296, least: 240, most: 560 });
  /** Whether what is known about the visitor stands beside the thread, where there is room for it. */
  #isPanelShown = $state(remembered(panelKey) !== 'hidden');

  get isPanelShown(): boolean {
    return this.#isPanelShown;
  }

  set isPanelShown(isShown: boolean) {
    this.#isPanelShown = isShown;
    remember(panelKey, isShown ? null : 'hidden');
  }
}

export const paneLayout = new PaneLayout();

export const panelShortcut = 'P';
