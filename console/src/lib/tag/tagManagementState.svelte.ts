import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { DeleteTagDocument, OrderTagsDocument, type ManagedTagFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
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
  /** The one that the pointer carries, and the one over which it is. */
  draggedId = $state<string | null>(null);
  targetId = $state<string | null>(null);
  /** What has just been done, for who cannot see it. */
  announcement = $state('');
  readonly tags: TagListState;
  readonly rights: TagRights;
  readonly #options: TagManagementOptions;
  #isOrdering = false;
  #hasMoved = false;

  readonly system = $derived.by(() => this.#found(this.tags.system));
  readonly own = $derived.by(() => this.#found(this.tags.own));

  constructor(options: TagManagementOptions) {
    this.#options = options;
    this.tags = options.tags;
    this.rights = options.rights;
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

  /** Whether it can be moved at all: of those that are searched for nobody sees the place. */
  canMove(tag: ManagedTagFragment): boolean {
    return this.rights.manages && tag.viewerCanManage && this.search.trim() === '';
  }

  /** Whether there is a place in its group so many further on (or, below zero, back). */
  hasPlace(tag: ManagedTagFragment, by: number): boolean {
    const group = this.#groupOf(tag);
    return group[placeOf(tag, group) + by] !== undefined;
  }

  /** Moves a tag within its group; it stands there at once. */
  move(tag: ManagedTagFragment, by: number): void {
    if (by === 0 || !this.canMove(tag) || !this.hasPlace(tag, by)) return;
    const group = [...this.#groupOf(tag)];
    const place = placeOf(tag, group) + by;
    group.splice(place, 0, ...group.splice(placeOf(tag, group), 1));
    const { system, own } = this.tags;
    this.tags.take(tag.isSystem ? [...group, ...own] : [...system, ...group]);
    this.announcement = m.tag_moved({ tag: tag.name, place: place + 1, count: group.length });
    void this.#saveOrder();
  }

  /** The pointer is over a tag: there it may be dropped, if both are of one group. */
  dragOver(target: ManagedTagFragment): boolean {
    const dragged = this.#dragged;
    const fits = dragged !== undefined && dragged.isSystem === target.isSystem;
    this.targetId = fits ? target.id : null;
    return fits;
  }

  drop(): void {
    const dragged = this.#dragged;
    const target = this.targetId === null ? undefined : this.tags.find(this.targetId);
    this.endDrag();
    if (!dragged || !target) return;
    const group = this.#groupOf(dragged);
    this.move(dragged, placeOf(target, group) - placeOf(dragged, group));
  }

  endDrag(): void {
    this.draggedId = null;
    this.targetId = null;
  }

  get #dragged(): ManagedTagFragment | undefined {
    return this.draggedId === null ? undefined : this.tags.find(this.draggedId);
  }

  #groupOf(tag: ManagedTagFragment): readonly ManagedTagFragment[] {
    return tag.isSystem ? this.tags.system : this.tags.own;
  }

  #found(tags: readonly ManagedTagFragment[]): readonly ManagedTagFragment[] {
    const search = this.search.trim().toLowerCase();
    return search ? tags.filter(({ name }) => name.toLowerCase().includes(search)) : tags;
  }

  #ask(tag: ManagedTagFragment | null): Promise<ManagedTagFragment | null> {
    const { api, rights } = this.#options;
    return tagFormDialog.ask(new TagFormState({ api, rights, tag, color: unusedColor(this.tags.all) }));
  }

  /** Sends the order; what is moved meanwhile is sent after it, so that the last one stays. */
  async #saveOrder(): Promise<void> {
    this.#hasMoved = true;
    if (this.#isOrdering) return;
    this.#isOrdering = true;
    try {
      while (this.#hasMoved) {
        this.#hasMoved = false;
        const tagIds = this.tags.all.map(({ id }) => id);
        const { orderTags } = await this.#options.api.mutate(OrderTagsDocument, { input: { tagIds } });
        if (orderTags.__typename !== 'TagOrder') return this.#fail(orderTags.code);
      }
      await this.tags.refresh();
    } catch (error) {
      this.#fail(codeOf(error));
    } finally {
      this.#isOrdering = false;
    }
  }

  #fail(code: string): void {
    toastState.show(errorText(code), 'error');
    void this.tags.refresh();
  }
}

function placeOf(tag: ManagedTagFragment, group: readonly ManagedTagFragment[]): number {
  return group.findIndex(({ id }) => id === tag.id);
}
