import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { HitPages } from './hitPages.svelte.ts';
import { fetchHits } from './searchHits.ts';
import type { SearchPlaces } from './searchPlaces.svelte.ts';
import {
  filterFor,
  firstSearch,
  isFiltered,
  isSameSearch,
  kindsIn,
  type HitKind,
  type SearchView,
} from './searchView.ts';

/** What one search has found, by kind in the order in which it is shown. */
export interface SearchResults {
  view: SearchView;
  pages: ReadonlyMap<HitKind, HitPages>;
}

interface ResultsOptions {
  api: Pick<Api, 'query'>;
  places: Pick<SearchPlaces, 'load'>;
  /** Whether the agent may read contact data, and so is told by which a visitor was found. */
  seesContacts: boolean;
  pageSize?: number;
}

/** Of each kind so many are asked for where several are shown: one more than is seen, to tell whether there is more. */
const firstOfEach = 6;

/** What is found. What is shown stays until something newer is there; an overtaken answer is dropped. */
export class SearchResultsState {
  status = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  failureCode = $state<string | null>(null);
  shown = $state.raw<SearchResults | null>(null);
  /** What is wanted. */
  view = $state.raw<SearchView>(firstSearch);
  /** Whether something else is wanted than is shown. */
  readonly isBehind = $derived.by(() => this.shown !== null && !isSameSearch(this.shown.view, this.view));
  readonly #options: ResultsOptions;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  show(view: SearchView): void {
    if (isSameSearch(view, this.view)) return;
    this.view = view;
    void this.#load();
  }

  /** Searches anew for what is wanted. */
  retry(): void {
    void this.#load();
  }

  /** The line is back: what could not be had without it is asked for now. */
  recover(): void {
    if (this.status === 'failed' && this.failureCode === 'NETWORK') this.retry();
  }

  async #load(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    const { view } = this;
    if (view.query === '') {
      [this.status, this.shown] = ['idle', null];
      return;
    }
    if (this.status !== 'ready') this.status = 'loading';
    try {
      const results = await this.#fetch(view);
      if (this.#newest !== request) return;
      this.shown = results;
      this.failureCode = null;
      this.status = 'ready';
      // Of a single kind nobody is left before an empty page.
      if (view.kind !== 'all') void this.#fillUp(results.pages.get(view.kind));
    } catch (error) {
      if (this.#newest !== request) return;
      this.failureCode = codeOf(error);
      this.status = 'failed';
      this.shown = null;
    }
  }

  async #fetch(view: SearchView): Promise<SearchResults> {
    const { api, places, seesContacts, pageSize = 30 } = this.#options;
    const filter = isFiltered(view.filter) ? filterFor(view.filter, (await places.load()).timeZone) : null;
    const kinds = kindsIn(view);
    const request = { query: view.query, filter, seesContacts };
    const first = kinds.length > 1 ? firstOfEach : pageSize;
    const found = await fetchHits(api, { ...request, kinds, first, after: null });
    const pages = [...found].map(([kind, page]): [HitKind, HitPages] => {
      const fetchNext = async (after: string | null) => {
        const next = await fetchHits(api, { ...request, kinds: [kind], first: pageSize, after });
        return next.get(kind) ?? { hits: [], hasMore: false, cursor: null };
      };
      return [kind, new HitPages(page, fetchNext)];
    });
    return { view, pages: new Map(pages) };
  }

  async #fillUp(pages: HitPages | undefined): Promise<void> {
    if (pages?.hits.length === 0) await pages.loadMore();
  }
}
