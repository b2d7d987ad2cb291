import { tick } from 'svelte';
import type { AttachmentTray } from '#lib/attachment/attachmentTray.svelte.ts';
import type { AttachmentPartsFragment, ClientLimitsFragment } from '#lib/gql/generated.ts';
import { sendDraft } from './sendDraft.ts';
import type { DraftState } from './draftState.svelte.ts';
import { characterCount, isNearLimit } from './messageRules.ts';
import type { OutboxState } from './outboxState.svelte.ts';
import type { TypingSignaller } from './typingSignaller.ts';

interface ComposerOptions {
  sessionId: string;
  limits: ClientLimitsFragment;
  drafts: DraftState;
  outbox: OutboxState;
  tray: AttachmentTray;
  signaller: TypingSignaller;
  /** Whether the agent may send into the session, not only note. */
  canSend: () => boolean;
}

/** What changes between words for the visitor and an internal note. */
export const kindKey = 'N';

/** Where the reply is written. */
type Field = Pick<HTMLTextAreaElement, 'selectionEnd' | 'setSelectionRange' | 'focus'>;

/** The reply being written in one session. */
export class ComposerState {
  /** Called when the text was sent. */
  onSent: (() => void) | null = null;
  /** The agents whom a note calls. */
  mentionedIn: (text: string) => string[] = () => [];
  readonly #options: ComposerOptions;
  #field: Field | null = null;
  readonly text = $derived.by(() => this.#options.drafts.text(this.#options.sessionId));
  /** What goes along with the text, or without one. */
  readonly attachment = $derived.by(() => this.#options.drafts.attachment(this.#options.sessionId));
  /** Whether it is to be an internal note: where one may not send, it can be nothing else. */
  readonly isNote = $derived.by(
    () => !this.#options.canSend() || this.#options.drafts.isNote(this.#options.sessionId),
  );
  readonly charactersLeft = $derived.by(
    () => this.#options.limits.messageMaxLength - characterCount(this.text),
  );
  readonly isNearLimit = $derived.by(() => {
    const { messageMaxLength } = this.#options.limits;
    return isNearLimit(messageMaxLength - this.charactersLeft, messageMaxLength);
  });
  readonly isTooLong = $derived(this.charactersLeft < 0);
  /** What was chosen to go along, each as a message of its own. */
  readonly uploads = $derived.by(() => this.#options.tray.entriesOf(this.#options.sessionId));
  /** Whether all will be sent as soon as it is uploaded. */
  readonly isSending = $derived.by(() => this.#options.tray.isSending(this.#options.sessionId));
  readonly canSend = $derived.by(() => {
    const isText = this.text.trim() !== '';
    if (this.isNote) return isText && !this.isTooLong;
    const isSomething = isText || this.attachment !== null || this.uploads.length > 0;
    const hasFailed = this.uploads.some(({ status }) => status === 'FAILED');
    return isSomething && !hasFailed && !this.isTooLong && !this.isSending;
  });

  constructor(options: ComposerOptions) {
    this.#options = options;
  }

  change(text: string): void {
    this.#options.drafts.change(this.#options.sessionId, text);
    // Nobody but colleagues is to know of a note.
    if (!this.isNote) this.#options.signaller.handleInput(text);
  }

  /** An attachment for the field. */
  readonly attachField = (field: Field): (() => void) => {
    this.#field = field;
    return () => (this.#field = null);
  };

  /** Puts a text where the caret is, behind what is selected; what is written stays. */
  insert(text: string): void {
    const place = Math.min(this.#field?.selectionEnd ?? this.text.length, this.text.length);
    this.change(this.text.slice(0, place) + text + this.text.slice(place));
    this.focus(place + text.length);
  }

  /** Puts a text in the place of what is written. */
  replace(text: string): void {
    this.change(text);
    this.focus(text.length);
  }

  /** Whether it can be either. */
  get canChangeKind(): boolean {
    return this.#options.canSend();
  }

  /** Makes it an internal note, or words for the visitor again; what is written stays. */
  changeKind(isNote: boolean): void {
    this.#options.drafts.changeKind(this.#options.sessionId, isNote);
    this.#options.signaller.stop();
    this.focus();
  }

  /** Puts an image or file beside what is written, in the place of one that is there. */
  attach(attachment: AttachmentPartsFragment): void {
    this.#options.drafts.attach(this.#options.sessionId, attachment);
  }

  detach(): void {
    this.#options.drafts.attach(this.#options.sessionId, null);
    this.focus();
  }

  /** Goes on writing, once the field shows the text: at a place, or where the caret was. */
  focus(place: number | null = null): void {
    void tick().then(() => {
      this.#field?.focus();
      if (place !== null) this.#field?.setSelectionRange(place, place);
    });
  }

  /**
   * Hands what is written, and what goes with it, to the outbox, where it is safe; what is too long or empty stays where it
   * is. What is still being uploaded is waited for, also when another session is opened meanwhile.
   */
  send(): void {
    if (!this.canSend) return;
    const { sessionId, drafts, outbox, tray, signaller } = this.#options;
    if (this.isNote) {
      const text = this.text.trim();
      outbox.note(sessionId, text, this.mentionedIn(text));
      drafts.change(sessionId, '');
    } else tray.whenUploaded(sessionId, () => sendDraft(this.#options, sessionId));
    signaller.reset();
    this.onSent?.();
  }

  /** The session is left: nobody types in it any more. */
  stop(): void {
    this.#options.signaller.stop();
  }
}
