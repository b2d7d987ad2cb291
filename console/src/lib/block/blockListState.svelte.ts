import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { pageOf, PagedList } from '#lib/connection/pagedList.svelte.ts';
import {
  BlocksDocument,
  LiftBlockDocument,
  RestoreBlockDocument,
  type BlockLineFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { SearchState } from '#lib/ui/searchState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { sameBlock } from './sameBlock.ts';

const pageSize = 50;

/** Who is kept out, to be let in again. */
export class BlockListState {
  readonly search = new SearchState({ onSearch: (search) => this.#find(search) });
  readonly list: PagedList<BlockLineFragment>;
  #wanted = $state('');
  readonly isNarrowed = $derived(this.#wanted !== '');
  readonly #api: Pick<Api, 'query' | 'mutate'>;

  readonly #canBlock: boolean;

  /** @param canBlock whether the agent may block visitors too, and so take back that one was let in */
  constructor(api: Pick<Api, 'query' | 'mutate'>, canBlock: boolean) {
    this.#api = api;
    this.#canBlock = canBlock;
    this.list = new PagedList(async (after) => {
      const variables = { first: pageSize, after, search: this.#wanted || null };
      const { blocks } = await api.query(BlocksDocument, variables);
      return pageOf<BlockLineFragment>(blocks);
    });
  }

  /** Lets a visitor in again: which can be taken back, or else is asked first. */
  async lift(block: BlockLineFragment): Promise<void> {
    const { id, sessionId, address, visitor } = block;
    const { nickname } = visitor;
    if (sessionId === null || (!this.#canBlock && !(await this.#confirm(block)))) return;
    await this.#request(async () => {
      const input = { sessionId };
      const { unblockVisitor } = await this.#api.mutate(LiftBlockDocument, { input });
      if (unblockVisitor.__typename !== 'Session') return unblockVisitor.code;
      this.list.remove(id);
      const text = address ? m.unblock_done_address({ nickname, address }) : m.unblock_done({ nickname });
      const undo = { label: m.undo(), run: () => this.#blockAgain(sessionId, block) };
      toastState.show(text, 'notice', this.#canBlock ? undo : null);
      return null;
    });
  }

  #confirm({ address, visitor: { nickname } }: BlockLineFragment): Promise<boolean> {
    return confirmState.ask({
      title: m.unblock_title({ nickname }),
      text: address === null ? m.unblock_text() : m.unblock_text_address({ address }),
      confirmLabel: m.visitor_unblock(),
    });
  }

  #blockAgain(sessionId: string, block: BlockLineFragment): Promise<void> {
    return this.#request(async () => {
      const input = sameBlock(sessionId, block);
      const { blockVisitor } = await this.#api.mutate(RestoreBlockDocument, { input });
      if (blockVisitor.__typename !== 'Session') return blockVisitor.code;
      await this.list.load();
      return null;
    });
  }

  #find(search: string): void {
    this.#wanted = search;
    void this.list.load();
  }

  /** Says why something was not done; the list is fetched anew then, because it may show what is no more. */
  async #request(work: () => Promise<string | null>): Promise<void> {
    const code = await work().catch(codeOf);
    if (code === null) return;
    toastState.show(managementErrorText(code), 'error');
    await this.list.load();
  }
}
