import type { Api } from '#lib/connection/api.ts';
import type { MessagePageFragment, ThreadMessageFragment } from '#lib/gql/generated.ts';
import { fetchPage, largestPage } from './messagePages.ts';
import { withMessages, withRecalled } from './messageSequence.ts';

export interface LoadedMessagesOptions {
  sessionId: string;
  api: Api;
  /** Called for each message, so that one's own is taken out of the outbox. */
  onMessage?: (message: ThreadMessageFragment) => void;
}

export const pageSize = 50;

/** What is loaded of one session's messages: the newest, older ones as far as they were asked for, and all that came. */
export class LoadedMessages {
  inOrder = $state.raw<readonly ThreadMessageFragment[]>([]);
  hasOlder = $state(false);
  isLoadingOlder = $state(false);
  /**
   * The last number that came by the stream or with a page. The answer to an own message can overtake another's message
   * that is still on its way, so it does not count: the stream begins again where the stream was.
   */
  streamedSeq = 0;

  readonly #options: LoadedMessagesOptions;
  /** What was taken back: a page that was read before may still bring it as it was. */
  readonly #recalled = new Map<number, ThreadMessageFragment>();
  #startCursor: string | null = null;
  #older: Promise<void> | null = null;
  #hasOlderPage = false;

  constructor(options: LoadedMessagesOptions) {
    this.#options = options;
  }

  add(message: ThreadMessageFragment): void {
    this.inOrder = withMessages(this.inOrder, [this.#asItIs(message)]);
    this.#options.onMessage?.(message);
  }

  addStreamed(message: ThreadMessageFragment): void {
    this.add(message);
    this.streamedSeq = Math.max(this.streamedSeq, message.seq);
  }

  /** Puts what is left of a message in its place. */
  recall(message: ThreadMessageFragment): void {
    this.#recalled.set(message.seq, message);
    this.inOrder = withRecalled(this.inOrder, message);
  }

  addPage(page: MessagePageFragment): void {
    this.#addAll(page);
    this.streamedSeq = Math.max(this.streamedSeq, page.edges.at(-1)?.node.seq ?? 0);
    this.hasOlder = page.pageInfo.hasPreviousPage;
    this.#startCursor = page.pageInfo.startCursor;
  }

  /**
   * Fetches a page of older messages; who asks while one is on its way waits for that one. Whoever reads on from an older
   * page to the next is given long ones.
   */
  async loadOlder(count = this.#hasOlderPage ? largestPage : pageSize): Promise<void> {
    if (!this.hasOlder || this.#startCursor === null) return;
    this.#hasOlderPage = true;
    this.#older ??= this.#fetchOlder(this.#startCursor, count).finally(() => (this.#older = null));
    await this.#older;
  }

  /** Fetches older messages until the one with this number is there. Resolves to whether it is. */
  async loadBackTo(seq: number): Promise<boolean> {
    const firstSeq = () => this.inOrder[0]?.seq ?? Number.POSITIVE_INFINITY;
    while (firstSeq() > seq && this.hasOlder) {
      const before = firstSeq();
      await this.loadOlder(largestPage);
      if (firstSeq() === before) break;
    }
    return this.inOrder.some((message) => message.seq === seq);
  }

  /** What came during do-not-disturb has lower numbers than the stream has brought, and it asks only for higher ones. */
  async loadWithheld(): Promise<void> {
    const page = await fetchPage(this.#options.api, this.#options.sessionId, null).catch(() => null);
    if (page) this.#addAll(page);
  }

  /** What was written has been erased: it is not kept here either. */
  erase(): void {
    this.inOrder = this.inOrder.map((message) => ({ ...message, text: '', attachment: null }));
  }

  clear(): void {
    [this.inOrder, this.hasOlder] = [[], false];
  }

  async #fetchOlder(before: string, count: number): Promise<void> {
    this.isLoadingOlder = true;
    try {
      const { api, sessionId } = this.#options;
      this.addPage(await fetchPage(api, sessionId, before, count));
    } catch {
      // What is there stays; scrolling up again tries again.
    } finally {
      this.isLoadingOlder = false;
    }
  }

  #addAll({ edges }: MessagePageFragment): void {
    const page = edges.map(({ node }) => this.#asItIs(node));
    this.inOrder = withMessages(this.inOrder, page);
    for (const message of page) this.#options.onMessage?.(message);
  }

  #asItIs(message: ThreadMessageFragment): ThreadMessageFragment {
    return this.#recalled.get(message.seq) ?? message;
  }
}
