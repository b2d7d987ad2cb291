import { SearchState } from '#lib/ui/searchState.svelte.ts';
import type { RecentSearches } from './recentSearches.ts';
import type { ReplyHitFragment } from '#lib/gql/generated.ts';
import type { HitPages } from './hitPages.svelte.ts';
import {
  isChoosable,
  isOpen,
  opensOf,
  recentLines,
  searchLines,
  type Choosable,
  type SearchLine,
} from './searchLines.ts';
import type { SearchResults, SearchResultsState } from './searchResultsState.svelte.ts';
import { firstSearch, isSameSearch, type OpenHit, type SearchFilter, type SearchView } from './searchView.ts';

type PaneKey = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'preventDefault'>;

interface PaneOptions {
  results: SearchResultsState;
  recent: RecentSearches;
  /** Called with what is to be searched for: it goes into the address, and comes back from there. */
  onWish: (view: SearchView) => void;
  /** Called with what is to be opened beside the results. */
  onOpen: (hit: OpenHit) => void;
  /** Called for what is open already and was chosen once more: whoever does that wants to go there. */
  onEnter: (hit: OpenHit) => void;
  onReply: (hit: ReplyHitFragment) => void;
  onLeave: () => void;
  pauseMs?: number;
}

/** Closer to the end than so many results, the next page is fetched. */
const loadAhead = 5;

/** The search beside the sessions: what is typed, which results are shown, and where the keys are. */
export class SearchPaneState {
  readonly field: SearchState;
  readonly results: SearchResultsState;
  readonly recent: RecentSearches;
  view = $state.raw<SearchView>(firstSearch);
  open = $state.raw<OpenHit | null>(null);
  readonly lines = $derived.by((): readonly SearchLine[] => {
    const { shown, status } = this.results;
    if (shown) return searchLines(shown);
    return status === 'idle' ? recentLines(this.recent.all) : [];
  });
  /** The line that the keys are at: kept while the results are the same, else what is open, else the first. */
  readonly active = $derived.by((): Choosable | null => {
    const kept = this.#activeIn === this.results.shown ? this.#activeId : null;
    return (
      this.#choosable.find(({ id }) => id === kept) ??
      this.#choosable.find((line) => isOpen(line, this.open)) ??
      (this.results.shown ? (this.#choosable[0] ?? null) : null)
    );
  });
  readonly activeIndex = $derived.by(() => this.lines.findIndex(({ id }) => id === this.active?.id));
  /** Where in the message that is open the words stand, as far as it is among the results. */
  readonly openRanges = $derived.by(() => {
    const line = this.lines.find((one) => isOpen(one, this.open));
    return line?.type === 'hit' && line.found.kind === 'messages' ? line.found.hit.ranges : null;
  });
  /** How many results are shown. */
  readonly hitCount = $derived.by(() => this.lines.filter(({ type }) => type === 'hit').length);
  readonly #options: PaneOptions;
  #activeId = $state<string | null>(null);
  #activeIn = $state.raw<SearchResults | null>(null);

  readonly #choosable = $derived.by(() => this.lines.filter(isChoosable));

  constructor(options: PaneOptions) {
    this.#options = options;
    this.results = options.results;
    this.recent = options.recent;
    this.field = new SearchState({
      onSearch: (query) => options.onWish({ ...this.view, query }),
      pauseMs: options.pauseMs ?? 200,
    });
  }

  /** The pages of the one kind that is shown; null where several are. */
  get pages(): HitPages | null {
    const { shown } = this.results;
    return (shown && shown.view.kind !== 'all' && shown.pages.get(shown.view.kind)) || null;
  }

  /** Takes over what the address says. */
  follow(view: SearchView, open: OpenHit | null): void {
    if (open?.sessionId !== this.open?.sessionId || open?.seq !== this.open?.seq) this.open = open;
    if (isSameSearch(view, this.view)) return;
    this.view = view;
    this.field.follow(view.query);
    this.results.show(view);
  }

  /** The keys of the search field that are no input method's. */
  handleKey(event: PaneKey): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        this.#move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
        event.preventDefault();
        // What has not been seen yet is not opened: Enter only hurries it.
        if (this.#isSettled && this.active) this.choose(this.active);
        else this.searchNow();
        break;
      case 'Escape':
        event.preventDefault();
        this.#options.onLeave();
        break;
    }
  }

  /** Searches at once for what is typed, and once more for what could not be searched for. */
  searchNow(): void {
    this.field.searchNow();
    if (this.results.status === 'failed' && !this.results.isBehind) this.results.retry();
  }

  /** Searches in other sessions. */
  filter(filter: SearchFilter): void {
    this.#options.onWish({ ...this.view, filter });
  }

  /** Searches for all kinds of things. */
  showAll(): void {
    this.#options.onWish({ ...this.view, kind: 'all' });
  }

  choose(line: Choosable): void {
    this.activate(line);
    if (line.type === 'recent') return this.#options.onWish({ ...this.view, query: line.query });
    this.recent.remember(this.results.shown?.view.query ?? this.view.query);
    if (line.type === 'all') return this.#options.onWish({ ...this.view, kind: line.kind });
    const opens = opensOf(line.found);
    if (line.found.kind === 'replies') this.#options.onReply(line.found.hit);
    else if (opens && isOpen(line, this.open)) this.#options.onEnter(opens);
    else if (opens) this.#options.onOpen(opens);
  }

  activate({ id }: Choosable): void {
    this.#activeId = id;
    this.#activeIn = this.results.shown;
  }

  stop(): void {
    this.field.stop();
  }

  /** Whether what is shown was found by what is typed. */
  get #isSettled(): boolean {
    const typed = this.field.text.trim();
    return !this.results.isBehind && typed === (this.results.shown?.view.query ?? '');
  }

  #move(by: number): void {
    const all = this.#choosable;
    const at = all.findIndex(({ id }) => id === this.active?.id);
    const line = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (line) this.activate(line);
    if (at + by >= all.length - loadAhead) void this.pages?.loadMore();
  }
}
