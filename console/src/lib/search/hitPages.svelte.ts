import { codeOf } from '#lib/connection/failure.ts';
import type { HitPage, SearchHit } from './searchHits.ts';

/** A page can be empty though there is more: so many are asked for in one go until something is found. */
const mostAsked = 5;

/** What was found of one kind, as far as it is loaded. */
export class HitPages {
  hits = $state.raw<readonly SearchHit[]>([]);
  hasMore = $state(false);
  isLoading = $state(false);
  /** Why the page that was asked for last could not be had. */
  failureCode = $state<string | null>(null);
  readonly #fetch: (after: string | null) => Promise<HitPage>;
  #cursor: string | null = null;

  constructor(first: HitPage, fetch: (after: string | null) => Promise<HitPage>) {
    this.#fetch = fetch;
    this.#add(first);
  }

  /** Fetches the next page, or the one after it where nothing is on that; what is there stays. */
  async loadMore(): Promise<void> {
    if (this.isLoading || !this.hasMore) return;
    this.isLoading = true;
    this.failureCode = null;
    const before = this.hits.length;
    try {
      for (let asked = 0; asked < mostAsked && this.hasMore && this.hits.length === before; asked++)
        this.#add(await this.#fetch(this.#cursor));
    } catch (error) {
      this.failureCode = codeOf(error);
    } finally {
      this.isLoading = false;
    }
  }

  #add({ hits, hasMore, cursor }: HitPage): void {
    // A session that has moved meanwhile can come twice.
    const known = new Set(this.hits.map(({ id }) => id));
    this.hits = [...this.hits, ...hits.filter(({ id }) => !known.has(id))];
    this.#cursor = cursor;
    this.hasMore = hasMore && cursor !== null;
  }
}
