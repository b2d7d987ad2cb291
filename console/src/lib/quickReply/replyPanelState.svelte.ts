import type { Api } from '#lib/connection/api.ts';
import type { ReplyFragment } from '#lib/gql/generated.ts';
import { replyGroups, replyLines } from './replyGroups.ts';
import { ReplyListState } from './replyListState.svelte.ts';
import { allReplies, repliesOf, type ReplyScope } from './replyScope.ts';

/** Replies that were looked at longer ago are fetched anew when they are shown. */
const freshMs = 30_000;

type PanelKey = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'preventDefault'>;

interface KeyWishes {
  /** Called for the reply that is to be inserted, or sent too. */
  onUse: (reply: ReplyFragment, sends: boolean) => void;
  onLeave: () => void;
}

/** The quick replies beside what is written: which are shown, where the keys are, and where the panel is. */
export class ReplyPanelState {
  /** On a wide screen: whether the pane beside the thread shows them. */
  isTabChosen = $state(false);
  /** On others: whether they stand over the composer. */
  isOpen = $state(false);
  /** Whether it is being chosen whose replies are shown. */
  isChoosingColleague = $state(false);
  /** The one that the pointer is over. */
  hoveredId = $state<string | null>(null);
  readonly list: ReplyListState;
  readonly lines = $derived.by(() => replyLines(replyGroups(this.list.all)));
  /** The reply that the keys are at: kept while the search is the same, else the first. */
  readonly active = $derived.by(
    () => (this.#activeSearch === this.list.search && this.#find(this.#activeId)) || this.#inOrder[0] || null,
  );
  readonly activeIndex = $derived.by(() => this.lines.findIndex(({ id }) => id === this.active?.id));
  /** The reply that is shown whole. */
  readonly previewed = $derived.by(() => this.#find(this.hoveredId) ?? this.active);
  #activeId = $state<string | null>(null);
  #activeSearch = $state('');
  #field: HTMLInputElement | null = null;
  #wantsFocus = false;

  readonly #inOrder = $derived.by(() =>
    this.lines.flatMap((line) => (line.kind === 'reply' ? [line.reply] : [])),
  );

  constructor(api: Pick<Api, 'query'>) {
    this.list = new ReplyListState(api, allReplies);
  }

  /** An attachment for the search field, which gets the focus as soon as it is there. */
  readonly attachField = (field: HTMLInputElement): (() => void) => {
    this.#field = field;
    if (this.#wantsFocus) this.focusSearch();
    return () => (this.#field = null);
  };

  /** Shows the panel where there is room for it, and leads the keys there. */
  open(isWide: boolean, takesFocus = true): void {
    if (isWide) this.isTabChosen = true;
    else this.isOpen = true;
    this.#wantsFocus = takesFocus;
    if (takesFocus) this.focusSearch();
  }

  focusSearch(): void {
    if (!this.#field) return;
    this.#wantsFocus = false;
    this.#field.focus({ preventScroll: true });
    this.#field.select();
  }

  /** The panel has come into view. */
  handleShown(): void {
    this.isChoosingColleague = false;
    this.list.freshen(freshMs);
  }

  choose(scope: ReplyScope): void {
    this.isChoosingColleague = false;
    this.list.show(scope);
  }

  chooseColleague(agentId: string): void {
    this.choose(repliesOf(agentId));
    this.#wantsFocus = true;
  }

  activate(id: string): void {
    this.#activeId = id;
    this.#activeSearch = this.list.search;
  }

  handleKey(event: PanelKey, wishes: KeyWishes): void {
    if (event.altKey) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        this.#move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
        event.preventDefault();
        void this.#use(event.ctrlKey || event.metaKey, wishes);
        break;
      case 'Escape':
        event.preventDefault();
        wishes.onLeave();
        break;
    }
  }

  async #use(sends: boolean, { onUse }: KeyWishes): Promise<void> {
    const { isBehind } = this.list;
    if (isBehind) await this.list.catchUp();
    // What has not been seen yet is inserted, so that it is seen, but never sent.
    if (this.active && !this.list.isBehind) onUse(this.active, sends && !isBehind);
  }

  #move(by: number): void {
    const index = this.#inOrder.findIndex(({ id }) => id === this.active?.id) + by;
    const reply = this.#inOrder[Math.min(Math.max(index, 0), this.#inOrder.length - 1)];
    this.hoveredId = null;
    if (reply) this.activate(reply.id);
  }

  #find(id: string | null): ReplyFragment | undefined {
    return id === null ? undefined : this.#inOrder.find((reply) => reply.id === id);
  }
}
