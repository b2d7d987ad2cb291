import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { pageOf, PagedList } from '#lib/connection/pagedList.svelte.ts';
import { BlocksDocument, LiftBlockDocument, type BlockLineFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { SearchState } from '#lib/ui/searchState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

const pageSize = 50;

/** Who is kept out, to be let in again. */
export class BlockListState {
  readonly search = new SearchState({ onSearch: (search) => this.#find(search) });
  readonly list: PagedList<BlockLineFragment>;
  #wanted = $state('');
  readonly isNarrowed = $derived(this.#wanted !== '');
  readonly #api: Pick<Api, 'query' | 'mutate'>;

  constructor(api: Pick<Api, 'query' | 'mutate'>) {
    this.#api = api;
    this.list = new PagedList(async (after) => {
      const variables = { first: pageSize, after, search: this.#wanted || null };
      const { blocks } = await api.query(BlocksDocument, variables);
      return pageOf<BlockLineFragment>(blocks);
    });
  }

  /** Lets a visitor in again, after asking. */
  async lift({ id, sessionId, address, visitor }: BlockLineFragment): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.unblock_title({ nickname: visitor.nickname }),
      text: address === null ? m.unblock_text() : m.unblock_text_address({ address }),
      confirmLabel: m.visitor_unblock(),
    });
    if (!isConfirmed || sessionId === null) return;
    try {
      const input = { sessionId };
      const { unblockVisitor } = await this.#api.mutate(LiftBlockDocument, { input });
      if (unblockVisitor.__typename !== 'Session') return await this.#fail(unblockVisitor.code);
      this.list.remove(id);
      toastState.show(m.unblock_done({ nickname: visitor.nickname }));
    } catch (error) {
      await this.#fail(codeOf(error));
    }
  }

  #find(search: string): void {
    this.#wanted = search;
    void this.list.load();
  }

  async #fail(code: string): Promise<void> {
    toastState.show(managementErrorText(code), 'error');
    await this.list.load();
  }
}
