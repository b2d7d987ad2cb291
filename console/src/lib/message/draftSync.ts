import type { Api } from '#lib/connection/api.ts';
import { SaveDraftDocument } from '#lib/gql/generated.ts';
import type { DraftState } from './draftState.svelte.ts';
import { characterCount } from './messageRules.ts';

interface DraftSyncOptions {
  api: Pick<Api, 'mutate'>;
  drafts: DraftState;
  /** The API's limit: longer ones stay on this device. */
  maxLength: number;
  pauseMs?: number;
}

/** Gives what is being written to the server when typing pauses, for the agent's other devices. */
export class DraftSync {
  readonly #options: DraftSyncOptions;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(options: DraftSyncOptions) {
    this.#options = options;
    options.drafts.onChanged = (sessionId) => this.#schedule(sessionId);
  }

  /** Gives the server all that waits for a pause: the page may be gone soon. */
  flush(): void {
    for (const sessionId of this.#timers.keys()) void this.#save(sessionId);
  }

  stop(): void {
    this.flush();
    this.#options.drafts.onChanged = null;
  }

  #schedule(sessionId: string): void {
    clearTimeout(this.#timers.get(sessionId));
    // Sent or taken back: nobody should find it elsewhere and send it again.
    const pauseMs = this.#options.drafts.text(sessionId) === '' ? 0 : (this.#options.pauseMs ?? 1_000);
    this.#timers.set(
      sessionId,
      setTimeout(() => void this.#save(sessionId), pauseMs),
    );
  }

  async #save(sessionId: string): Promise<void> {
    clearTimeout(this.#timers.get(sessionId));
    this.#timers.delete(sessionId);
    const { api, drafts, maxLength } = this.#options;
    const draft = { text: drafts.text(sessionId), isNote: drafts.isNote(sessionId) };
    if (characterCount(draft.text) > maxLength) return;
    try {
      const { saveDraft } = await api.mutate(SaveDraftDocument, { input: { sessionId, ...draft } });
      if (saveDraft.__typename === 'DraftReceipt') drafts.markSaved(sessionId, draft);
    } catch {
      // It stays unsaved, and here; the next change tries again.
    }
  }
}
