import type { Locale } from '#lib/setting/localeState.svelte.ts';
import { createEmojiPicker } from './emojiPicker.ts';

/** All emoji, fetched when they are first asked for. */
export class EmojiPanelState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  picker = $state.raw<HTMLElement | null>(null);
  readonly #create: typeof createEmojiPicker;

  constructor(create = createEmojiPicker) {
    this.#create = create;
  }

  async load(locale: Locale): Promise<void> {
    this.status = 'loading';
    try {
      this.picker = await this.#create(locale);
      this.status = 'ready';
    } catch {
      this.status = 'failed';
    }
  }
}
