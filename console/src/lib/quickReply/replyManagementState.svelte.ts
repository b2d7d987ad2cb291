import { InTurn } from '#lib/clock/inTurn.ts';
import type { Uploads } from '#lib/attachment/uploadFile.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  DeleteQuickReplyDocument,
  OrderQuickRepliesDocument,
  type OrderQuickRepliesInput,
  type ReplyFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { RowOrder } from '#lib/ui/rowOrder.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { ReplyCategoriesState } from './replyCategoriesState.svelte.ts';
import { replyFormDialog, ReplyFormState } from './replyFormState.svelte.ts';
import { ReplyListState } from './replyListState.svelte.ts';
import { publicReplies, repliesOf } from './replyScope.ts';

interface ReplyManagementOptions {
  api: Api;
  uploads: Uploads;
  agentId: string;
  managesPublic: boolean;
  /** Called when what agents can insert has changed. */
  onChanged?: () => void;
}

/** What is shown: all, those of a category, or with null those that are in none. */
export type CategoryChoice = { all: true } | { all: false; id: string | null };

/** One's own quick replies, or everybody's, to be made, changed, deleted and put in order. */
export class ReplyManagementState {
  isPublic = $state(false);
  choice = $state.raw<CategoryChoice>({ all: true });
  /** What has just been done, for who cannot see it. */
  announcement = $state('');
  readonly list: ReplyListState;
  readonly categories: ReplyCategoriesState;
  readonly order: RowOrder<ReplyFragment>;
  readonly canChange = $derived.by(() => !this.isPublic || this.#options.managesPublic);
  readonly shown = $derived.by(() => this.list.all.filter((reply) => this.#isChosen(reply)));
  readonly #options: ReplyManagementOptions;
  readonly #saving = new InTurn<OrderQuickRepliesInput>((input) => this.#saveOrder(input));

  constructor(options: ReplyManagementOptions) {
    this.#options = options;
    this.list = new ReplyListState(options.api, repliesOf(options.agentId));
    this.categories = new ReplyCategoriesState({
      api: options.api,
      isPublic: () => this.isPublic,
      canChange: () => this.canChange,
      onChanged: () => void this.#changed(),
      announce: (text) => (this.announcement = text),
    });
    this.order = new RowOrder({
      rows: () => this.shown,
      canMove: (reply) => reply.viewerCanChange && this.canOrder,
      onMove: (rows, { title }, place) => this.#handleMove(rows, title, place),
    });
  }

  /** Whether the order that is seen is the one of a whole category. */
  get canOrder(): boolean {
    const { list } = this;
    return this.canChange && !this.choice.all && list.search === '' && !list.isBehind && !list.hasMore;
  }

  /** How many are in no category, of those that are loaded. */
  get looseCount(): number {
    return this.list.all.filter(({ category }) => category === null).length;
  }

  /** Shows one's own, or everybody's. */
  show(isPublic: boolean): void {
    if (this.isPublic !== isPublic) this.choice = { all: true };
    this.isPublic = isPublic;
    this.list.show(isPublic ? publicReplies : repliesOf(this.#options.agentId));
  }

  /** The page has come into view, and may have begun to load by its address. */
  handleShown(): void {
    this.list.freshen(1_000);
    void this.categories.refresh();
  }

  async refresh(): Promise<void> {
    await Promise.all([this.list.refresh(), this.categories.refresh()]);
  }

  choose(choice: CategoryChoice): void {
    this.choice = choice;
  }

  /** Makes a reply, if the agent does not think better of it. */
  async create(): Promise<void> {
    const reply = await this.#ask(null);
    if (!reply) return;
    this.announcement = m.reply_made({ title: reply.title });
    this.list.take([...this.list.all, reply]);
    // It is not to be hidden from whom has made it.
    if (this.list.field.text) this.list.field.clear();
    if (!this.#isChosen(reply)) this.choose({ all: false, id: reply.category?.id ?? null });
    await this.#changed();
  }

  async edit(reply: ReplyFragment): Promise<void> {
    const changed = await this.#ask(reply);
    if (changed) this.list.change(changed.id, changed);
    // What was refused may be so because it has changed meanwhile.
    await this.#changed();
  }

  async remove(reply: ReplyFragment): Promise<void> {
    const { id, title } = reply;
    const isConfirmed = await confirmState.ask({
      title: m.reply_delete_title({ title }),
      text: this.isPublic ? m.reply_delete_text_public() : m.reply_delete_text(),
      confirmLabel: m.reply_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    try {
      const { deleteQuickReply: answer } = await this.#options.api.mutate(DeleteQuickReplyDocument, {
        input: { replyId: id },
      });
      // Somebody else was faster: it is gone, which is what was wanted.
      const isGone = answer.__typename === 'DeletionReceipt' || answer.__typename === 'NotFoundError';
      if (!isGone) return this.#fail(answer.code);
      this.list.take(this.list.all.filter((other) => other.id !== id));
      toastState.show(m.reply_deleted({ title }));
      await this.#changed();
    } catch (error) {
      this.#fail(codeOf(error));
    }
  }

  /** A file has changed many of them. */
  async handleImported(): Promise<void> {
    this.choose({ all: true });
    await this.#changed();
  }

  #isChosen({ category }: ReplyFragment): boolean {
    const { choice } = this;
    return choice.all || (category?.id ?? null) === choice.id;
  }

  #ask(reply: ReplyFragment | null): Promise<ReplyFragment | null> {
    const { isPublic, choice } = this;
    const categories = this.categories.shown;
    const categoryId = choice.all ? null : choice.id;
    const { api, uploads } = this.#options;
    return replyFormDialog.ask(new ReplyFormState({ api, uploads, isPublic, categories, reply, categoryId }));
  }

  #handleMove(rows: readonly ReplyFragment[], title: string, place: number): void {
    const inOrder = [...rows];
    const isMoved = new Set(rows.map(({ id }) => id));
    this.list.take(this.list.all.map((one) => (isMoved.has(one.id) ? (inOrder.shift() ?? one) : one)));
    this.announcement = m.reply_moved({ title, place: place + 1, count: rows.length });
    if (this.choice.all) return;
    const { isPublic } = this;
    const { id: categoryId } = this.choice;
    void this.#saving.add(`${isPublic} ${categoryId}`, {
      isPublic,
      categoryId,
      replyIds: rows.map(({ id }) => id),
    });
  }

  async #saveOrder(input: OrderQuickRepliesInput): Promise<void> {
    try {
      const { orderQuickReplies: answer } = await this.#options.api.mutate(OrderQuickRepliesDocument, {
        input,
      });
      if (answer.__typename !== 'OrderReceipt') this.#fail(answer.code);
      else this.#options.onChanged?.();
    } catch (error) {
      this.#fail(codeOf(error));
    }
  }

  async #changed(): Promise<void> {
    this.#options.onChanged?.();
    await this.refresh();
  }

  #fail(code: string): void {
    toastState.show(code === 'NOT_FOUND' ? m.reply_gone() : errorText(code), 'error');
    void this.refresh();
  }
}
