import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import type { EarlierSessionFragment, ThreadMessageFragment } from '#lib/gql/generated.ts';
import { fetchPage } from '#lib/message/messagePages.ts';
import { withMessages } from '#lib/message/messageSequence.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** What was said in an earlier session, to be read: its newest messages, older ones as far as they were asked for. */
export class TranscriptState {
  messages = $state.raw<readonly ThreadMessageFragment[]>([]);
  hasOlder = $state(true);
  isLoading = $state(false);
  failureCode = $state<string | null>(null);
  readonly session: EarlierSessionFragment;
  readonly #api: Pick<Api, 'query'>;
  #cursor: string | null = null;

  constructor(api: Pick<Api, 'query'>, session: EarlierSessionFragment) {
    this.#api = api;
    this.session = session;
  }

  async loadOlder(): Promise<void> {
    if (this.isLoading || !this.hasOlder) return;
    this.isLoading = true;
    this.failureCode = null;
    try {
      const { edges, pageInfo } = await fetchPage(this.#api, this.session.id, this.#cursor);
      this.messages = withMessages(
        this.messages,
        edges.map(({ node }) => node),
      );
      this.#cursor = pageInfo.startCursor;
      this.hasOlder = pageInfo.hasPreviousPage && pageInfo.startCursor !== null;
    } catch (error) {
      this.failureCode = codeOf(error);
    } finally {
      this.isLoading = false;
    }
  }
}

export const transcriptDialog = new DialogState<TranscriptState, never>();
