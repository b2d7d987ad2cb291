import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { TagsDocument, type ManagedTagFragment } from '#lib/gql/generated.ts';

/** The tags that visitors can be given. */
export class TagListState {
  all = $state.raw<readonly ManagedTagFragment[]>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  readonly system = $derived(this.all.filter(({ isSystem }) => isSystem));
  readonly own = $derived(this.all.filter(({ isSystem }) => !isSystem));
  readonly #api: Pick<Api, 'query'>;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(api: Pick<Api, 'query'>) {
    this.#api = api;
  }

  find(id: string): ManagedTagFragment | undefined {
    return this.all.find((tag) => tag.id === id);
  }

  /** Fetches them anew; what is there stays until the answer has come. */
  async refresh(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    if (this.status === 'failed') this.status = 'loading';
    try {
      const { tags } = await this.#api.query(TagsDocument, {});
      if (this.#newest === request) this.take(tags);
    } catch (error) {
      if (this.#newest !== request) return;
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }

  /** Takes over all of them as they are known to be now; what was asked for before is older. */
  take(tags: readonly ManagedTagFragment[]): void {
    this.#newest = null;
    this.all = tags;
    this.status = 'ready';
  }
}
