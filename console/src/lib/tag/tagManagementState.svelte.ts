import { InTurn } from '#lib/clock/inTurn.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { DeleteTagDocument, OrderTagsDocument, type ManagedTagFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { RowOrder } from '#lib/ui/rowOrder.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { unusedColor } from './tagColors.ts';
import { tagFormDialog, TagFormState } from './tagFormState.svelte.ts';
import type { TagListState } from './tagListState.svelte.ts';
import type { TagRights } from './tagRights.ts';

interface TagManagementOptions {
  api: Pick<Api, 'mutate'>;
  tags: TagListState;
  rights: TagRights;
  /** Called when what visitors have looks different now, or is taken from them. */
  onChanged?: () => void;
}

/** All tags, to be made, changed, deleted and put in order. */
export class TagManagementState {
  search = $state('');
  /** What has just been done, for who cannot see it. */
  announcement = $state('');
  readonly tags: TagListState;
  readonly rights: TagRights;
  /** Each tag moves within its group. */
  readonly order: RowOrder<ManagedTagFragment>;
  readonly #options: TagManagementOptions;
  readonly #saving = new InTurn<string[]>((tagIds) => this.#saveOrder(tagIds));

  readonly system = $derived.by(() => this.#found(this.tags.system));
  readonly own = $derived.by(() => this.#found(this.tags.own));

  constructor(options: TagManagementOptions) {
    this.#options = options;
    this.tags = options.tags;
    this.rights = options.rights;
    this.order = new RowOrder({
      rows: ({ isSystem }) => (isSystem ? this.tags.system : this.tags.own),
      // Of those that are searched for nobody sees the place.
      canMove: (tag) => this.rights.manages && tag.viewerCanManage && this.search.trim() === '',
      onMove: (group, tag, place) => this.#handleMove(group, tag, place),
    });
  }

  /** Makes a tag, if the agent does not think better of it. */
  async create(): Promise<void> {
    const tag = await this.#ask(null);
    if (!tag) return;
    this.search = '';
    this.announcement = m.tag_made({ tag: tag.name });
    this.tags.take([...this.tags.all, tag]);
    await this.tags.refresh();
  }

  async edit(tag: ManagedTagFragment): Promise<void> {
    const changed = await this.#ask(tag);
    // What was refused may be so because it has changed meanwhile.
    if (!changed) return this.tags.refresh();
    this.tags.take(this.tags.all.map((other) => (other.id === changed.id ? changed : other)));
    this.#options.onChanged?.();
    await this.tags.refresh();
  }

  /** Deletes a tag, after saying how many visitors lose it. */
  async remove(tag: ManagedTagFragment): Promise<void> {
    // How many lose it is asked anew: the page may have been open for long.
    await this.tags.refresh();
    const { usageCount } = this.tags.find(tag.id) ?? tag;
    const isConfirmed = await confirmState.ask({
      title: m.tag_delete_title({ tag: tag.name }),
      text: usageCount > 0 ? m.tag_delete_text({ count: usageCount }) : m.tag_delete_text_unused(),
      confirmLabel: m.tag_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    try {
      const { deleteTag } = await this.#options.api.mutate(DeleteTagDocument, { input: { tagId: tag.id } });
      // Somebody else was faster: it is gone, which is what was wanted.
      const isGone = deleteTag.__typename === 'DeletionReceipt' || deleteTag.__typename === 'NotFoundError';
      if (!isGone) return this.#fail(deleteTag.code);
      this.tags.take(this.tags.all.filter(({ id }) => id !== tag.id));
      toastState.show(m.tag_deleted({ tag: tag.name }));
      this.#options.onChanged?.();
    } catch (error) {
      this.#fail(codeOf(error));
    }
  }

  #handleMove(
    group: readonly ManagedTagFragment[],
    { name, isSystem }: ManagedTagFragment,
    place: number,
  ): void {
    const { system, own } = this.tags;
    this.tags.take(isSystem ? [...group, ...own] : [...system, ...group]);
    this.announcement = m.tag_moved({ tag: name, place: place + 1, count: group.length });
    void this.#keepOrder(this.tags.all.map(({ id }) => id));
  }

  #found(tags: readonly ManagedTagFragment[]): readonly ManagedTagFragment[] {
    const search = this.search.trim().toLowerCase();
    return search ? tags.filter(({ name }) => name.toLowerCase().includes(search)) : tags;
  }

  #ask(tag: ManagedTagFragment | null): Promise<ManagedTagFragment | null> {
    const { api, rights } = this.#options;
    return tagFormDialog.ask(new TagFormState({ api, rights, tag, color: unusedColor(this.tags.all) }));
  }

  /** What the server has made of it is fetched when nothing waits to be saved any more. */
  async #keepOrder(tagIds: string[]): Promise<void> {
    if (await this.#saving.add('order', tagIds)) await this.tags.refresh();
  }

  async #saveOrder(tagIds: string[]): Promise<void> {
    try {
      const { orderTags } = await this.#options.api.mutate(OrderTagsDocument, { input: { tagIds } });
      if (orderTags.__typename !== 'TagOrder') toastState.show(errorText(orderTags.code), 'error');
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    }
  }

  #fail(code: string): void {
    toastState.show(errorText(code), 'error');
    void this.tags.refresh();
  }
}
