import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { TagsDocument, type TagMarkFragment } from '#lib/gql/generated.ts';

/** The tags that visitors can be given. */
export class TagListState {
  all = $state.raw<readonly TagMarkFragment[]>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  readonly system = $derived(this.all.filter(({ isSystem }) => isSystem));
  readonly #api: Pick<Api, 'query'>;

  constructor(api: Pick<Api, 'query'>) {
    this.#api = api;
  }

  /** Fetches them anew; what is there stays until the answer has come. */
  async refresh(): Promise<void> {
    try {
      const { tags } = await this.#api.query(TagsDocument, {});
      this.all = tags;
      this.status = 'ready';
    } catch (error) {
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }
}
