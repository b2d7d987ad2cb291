import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { PointMenu } from '#lib/ui/pointMenu.svelte.ts';
import { RovingFocus } from '#lib/ui/rovingFocus.svelte.ts';
import type { MessageMenuTarget } from './messageEntries.ts';

/** Moving among a thread's messages by arrow keys, and the menu that opens on them by key, click or long touch. */
export class ThreadFocus {
  readonly menu = new PointMenu<MessageMenuTarget>();
  readonly #messages: () => readonly ThreadMessageFragment[];
  readonly #roving: RovingFocus;

  constructor(messages: () => readonly ThreadMessageFragment[], reveal: (seq: number) => void) {
    this.#messages = messages;
    this.#roving = new RovingFocus({
      ids: () => this.#messages().map(({ id }) => id),
      reveal: (index) => {
        const message = this.#messages()[index];
        if (message) reveal(message.seq);
      },
    });
  }

  /** The message that the tab key leads to: the one that was last, else the newest. */
  get tabStop(): ThreadMessageFragment | undefined {
    const messages = this.#messages();
    const { id } = this.#roving;
    return (id === null ? undefined : messages.findLast((one) => one.id === id)) ?? messages.at(-1);
  }

  /** Whether the tab key leads to this message. */
  isTabStop({ id }: ThreadMessageFragment): boolean {
    return (this.#roving.id ?? this.#messages().at(-1)?.id) === id;
  }

  remember({ id }: ThreadMessageFragment): void {
    this.#roving.id = id;
  }

  readonly handleKey = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const box = rowOf(event.target);
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (isMenuKey || (event.key === 'Enter' && event.target === box)) {
      event.preventDefault();
      this.menu.openBeside(this.#targetAt(event.target), box ?? event.currentTarget);
    } else if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    } else if (box) {
      this.#roving.handleKey(event);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      event.currentTarget.querySelector<HTMLElement>('[data-row-id][tabindex="0"]')?.focus();
    }
  };

  readonly handleContextMenu = (event: MouseEvent & { currentTarget: HTMLElement }): void => {
    this.menu.openByEvent(this.#targetAt(event.target), event, rowOf(event.target) ?? event.currentTarget);
  };

  openMenu(message: ThreadMessageFragment, opener: HTMLElement): void {
    this.menu.openBeside({ message, selected: '' }, opener);
  }

  #targetAt(place: EventTarget | null): MessageMenuTarget {
    const box = rowOf(place);
    const message = this.#messages().find(({ id }) => id === box?.dataset.rowId) ?? null;
    return { message, selected: box ? selectedWithin(box) : '' };
  }
}

function rowOf(place: EventTarget | null): HTMLElement | null {
  return place instanceof Element ? place.closest<HTMLElement>('[data-row-id]') : null;
}

function selectedWithin(box: HTMLElement): string {
  const selection = getSelection();
  return selection && !selection.isCollapsed && box.contains(selection.anchorNode)
    ? selection.toString()
    : '';
}
