import { InTurn } from '#lib/clock/inTurn.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateReplyCategoryDocument,
  DeleteReplyCategoryDocument,
  OrderReplyCategoriesDocument,
  RenameReplyCategoryDocument,
  ReplyCategoriesDocument,
  type CreateReplyCategoryMutation,
  type OrderQuickReplyCategoriesInput,
  type RenameReplyCategoryMutation,
  type ReplyCategoryFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { RowOrder } from '#lib/ui/rowOrder.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

interface ReplyCategoriesOptions {
  api: Api;
  /** Whether everybody's are shown, else one's own. */
  isPublic: () => boolean;
  canChange: () => boolean;
  /** Called when replies stand under other names now, or in another order. */
  onChanged: () => void;
  announce: (text: string) => void;
}

type Answer =
  | CreateReplyCategoryMutation['createQuickReplyCategory']
  | RenameReplyCategoryMutation['renameQuickReplyCategory'];

/** The categories of everybody's replies, or of one's own, to be made, renamed, deleted and put in order. */
export class ReplyCategoriesState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  readonly shown: readonly ReplyCategoryFragment[] = $derived.by(() =>
    this.#all.filter(({ ownerId }) => (ownerId === null) === this.#options.isPublic()),
  );
  readonly order: RowOrder<ReplyCategoryFragment>;
  #all = $state.raw<readonly ReplyCategoryFragment[]>([]);
  readonly #options: ReplyCategoriesOptions;
  /** The request whose answer counts. */
  #newest: symbol | null = null;
  readonly #saving = new InTurn<OrderQuickReplyCategoriesInput>((input) => this.#saveOrder(input));

  constructor(options: ReplyCategoriesOptions) {
    this.#options = options;
    this.order = new RowOrder({
      rows: () => this.shown,
      canMove: () => options.canChange(),
      onMove: (rows, { name }, place) => {
        this.#takeShown(rows);
        options.announce(m.reply_category_moved({ name, place: place + 1, count: rows.length }));
        const isPublic = options.isPublic();
        const categoryIds = rows.map(({ id }) => id);
        void this.#saving.add(String(isPublic), { isPublic, categoryIds });
      },
    });
  }

  async refresh(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    if (this.status === 'failed') this.status = 'loading';
    try {
      const { quickReplyCategories } = await this.#options.api.query(ReplyCategoriesDocument, {
        ownerId: null,
      });
      if (this.#newest !== request) return;
      this.#all = quickReplyCategories;
      this.status = 'ready';
    } catch (error) {
      if (this.#newest !== request) return;
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }

  /** Resolves to what is wrong with the name, in words, or to null when it is made. */
  async create(name: string): Promise<string | null> {
    const input = { isPublic: this.#options.isPublic(), name };
    return this.#save(async () => {
      const { createQuickReplyCategory } = await this.#options.api.mutate(CreateReplyCategoryDocument, {
        input,
      });
      return createQuickReplyCategory;
    });
  }

  /** Resolves to what is wrong with the name, in words, or to null when it is renamed. */
  async rename({ id }: ReplyCategoryFragment, name: string): Promise<string | null> {
    const input = { categoryId: id, name };
    return this.#save(async () => {
      const { renameQuickReplyCategory } = await this.#options.api.mutate(RenameReplyCategoryDocument, {
        input,
      });
      return renameQuickReplyCategory;
    });
  }

  /** Deletes a category, after saying that its replies stay. Resolves to whether it is gone. */
  async remove({ id, name, repliesCount }: ReplyCategoryFragment): Promise<boolean> {
    const isConfirmed = await confirmState.ask({
      title: m.reply_category_delete_title({ name }),
      text:
        repliesCount > 0
          ? m.reply_category_delete_text({ count: repliesCount })
          : m.reply_category_delete_text_empty(),
      confirmLabel: m.reply_category_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return false;
    try {
      const input = { categoryId: id };
      const { deleteQuickReplyCategory: answer } = await this.#options.api.mutate(
        DeleteReplyCategoryDocument,
        { input },
      );
      // Somebody else was faster: it is gone, which is what was wanted.
      const isGone = answer.__typename === 'DeletionReceipt' || answer.__typename === 'NotFoundError';
      if (!isGone) return this.#fail(answer.code);
      this.#take(this.#all.filter((category) => category.id !== id));
      toastState.show(m.reply_category_deleted({ name }));
      this.#options.onChanged();
      return true;
    } catch (error) {
      return this.#fail(codeOf(error));
    }
  }

  async #save(request: () => Promise<Answer>): Promise<string | null> {
    try {
      const answer = await request();
      if (answer.__typename === 'NotFoundError') return m.reply_category_gone();
      if (answer.__typename !== 'QuickReplyCategory') return refusalText(answer);
      const isKnown = this.#all.some(({ id }) => id === answer.id);
      this.#take(
        isKnown ? this.#all.map((one) => (one.id === answer.id ? answer : one)) : [...this.#all, answer],
      );
      this.#options.onChanged();
      return null;
    } catch (error) {
      return errorText(codeOf(error));
    }
  }

  async #saveOrder(input: OrderQuickReplyCategoriesInput): Promise<void> {
    try {
      const { orderQuickReplyCategories: answer } = await this.#options.api.mutate(
        OrderReplyCategoriesDocument,
        { input },
      );
      if (answer.__typename !== 'OrderReceipt') return void this.#fail(answer.code);
      this.#options.onChanged();
    } catch (error) {
      this.#fail(codeOf(error));
    }
  }

  #takeShown(rows: readonly ReplyCategoryFragment[]): void {
    const isShown = new Set(rows.map(({ id }) => id));
    this.#take([...this.#all.filter(({ id }) => !isShown.has(id)), ...rows]);
  }

  /** Takes over all as they are known to be now; what was asked for before is older. */
  #take(categories: readonly ReplyCategoryFragment[]): void {
    this.#newest = null;
    this.#all = categories;
  }

  #fail(code: string): false {
    toastState.show(errorText(code), 'error');
    void this.refresh();
    return false;
  }
}
