import type { Api } from '#lib/connection/api.ts';
import type { OpenStream } from '#lib/connection/eventSocket.ts';
import type { SessionColumnsFragment, ThreadMessageFragment } from '#lib/gql/generated.ts';
import type { KeptDraft } from './draftState.svelte.ts';
import { ThreadState } from './threadState.svelte.ts';
import { TypingState } from './typingState.svelte.ts';

interface ThreadShelfOptions {
  agentId: string;
  typingTimeoutMs: number;
  api: Api;
  openStream: OpenStream;
  onMessage: (message: ThreadMessageFragment) => void;
  onColumns: (columns: SessionColumnsFragment) => void;
  onDraft: (sessionId: string, draft: KeptDraft | null) => void;
}

const keptThreads = 20;

/** The threads that were open lately: going back to one shows it at once and asks only for what came since. */
export class ThreadShelf {
  readonly #options: ThreadShelfOptions;
  /** In the order of their last use, which is a Map's when entries are put in again. */
  readonly #threads = new Map<string, ThreadState>();

  constructor(options: ThreadShelfOptions) {
    this.#options = options;
  }

  find(sessionId: string): ThreadState | undefined {
    return this.#threads.get(sessionId);
  }

  take(sessionId: string): ThreadState {
    const { agentId, typingTimeoutMs, ...options } = this.#options;
    const thread =
      this.#threads.get(sessionId) ??
      new ThreadState({
        ...options,
        sessionId,
        typing: new TypingState(agentId, typingTimeoutMs),
      });
    this.#threads.delete(sessionId);
    this.#threads.set(sessionId, thread);
    for (const id of this.#threads.keys()) {
      if (this.#threads.size <= keptThreads) break;
      this.#threads.get(id)?.close();
      this.#threads.delete(id);
    }
    return thread;
  }

  /** The line is back. */
  recover(): void {
    for (const thread of this.#threads.values()) thread.recover();
  }

  close(): void {
    for (const thread of this.#threads.values()) thread.close();
  }
}
