import { tick } from 'svelte';
import type { InPlaceEdit } from '#lib/ui/inPlaceEdit.svelte.ts';

/** What is edited in place beside the thread. */
export type EditedPart = 'nickname' | 'note';

/** Begins to edit what is known about the open session's visitor, from elsewhere on the page; as soon as it is there. */
class VisitorEdits {
  readonly #edits = new Map<EditedPart, InPlaceEdit>();
  #wanted: EditedPart | null = null;

  /** To be called by what edits a part, when it is on the page; returns what takes it away. */
  register(part: EditedPart, edit: InPlaceEdit): () => void {
    this.#edits.set(part, edit);
    if (this.#wanted === part) void this.begin(part);
    return () => {
      if (this.#edits.get(part) === edit) this.#edits.delete(part);
    };
  }

  async begin(part: EditedPart): Promise<void> {
    this.#wanted = part;
    // What hid it may just be going.
    await tick();
    const edit = this.#edits.get(part);
    if (!edit) return;
    this.#wanted = null;
    edit.begin();
  }
}

export const visitorEdits = new VisitorEdits();
