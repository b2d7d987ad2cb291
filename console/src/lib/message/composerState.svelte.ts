import type { ClientLimitsFragment } from '#lib/gql/generated.ts';
import type { DraftState } from './draftState.svelte.ts';
import { characterCount, isNearLimit } from './messageRules.ts';
import type { OutboxState } from './outboxState.svelte.ts';
import type { TypingSignaller } from './typingSignaller.ts';

interface ComposerOptions {
  sessionId: string;
  limits: ClientLimitsFragment;
  drafts: DraftState;
  outbox: OutboxState;
  signaller: TypingSignaller;
}

/** The reply being written in one session. */
export class ComposerState {
  readonly #options: ComposerOptions;
  readonly text = $derived.by(() => this.#options.drafts.text(this.#options.sessionId));
  readonly charactersLeft = $derived.by(
    () => this.#options.limits.messageMaxLength - characterCount(this.text),
  );
  readonly isNearLimit = $derived.by(() => {
    const { messageMaxLength } = this.#options.limits;
    return isNearLimit(messageMaxLength - this.charactersLeft, messageMaxLength);
  });
  readonly isTooLong = $derived(this.charactersLeft < 0);
  readonly canSend = $derived(!this.isTooLong && this.text.trim() !== '');

  constructor(options: ComposerOptions) {
    this.#options = options;
  }

  change(text: string): void {
    this.#options.drafts.change(this.#options.sessionId, text);
    this.#options.signaller.handleInput(text);
  }

  /** Hands the text to the outbox, where it is safe; what is too long or empty stays where it is. */
  send(): void {
    if (!this.canSend) return;
    const { sessionId, outbox, drafts, signaller } = this.#options;
    outbox.send(sessionId, this.text.trim());
    drafts.change(sessionId, '');
    signaller.reset();
  }

  /** The session is left: nobody types in it any more. */
  stop(): void {
    this.#options.signaller.stop();
  }
}
