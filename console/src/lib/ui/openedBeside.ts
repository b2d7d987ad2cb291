/** How something stands to the button that opens it. */
export interface Opened {
  /** Undefined until the button is there. */
  button: HTMLElement | undefined;
  isOpen: boolean;
  onClose: () => void;
}

/** What opens beside a button gives the focus back to it, unless somebody took the focus elsewhere. */
export function openedBeside(opened: () => Opened) {
  let goesElsewhere = false;
  return {
    onInteractOutside: (event: Event) => {
      // The button itself closes it.
      if (event.target instanceof Node && opened().button?.contains(event.target)) event.preventDefault();
      else goesElsewhere = true;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (!goesElsewhere) opened().button?.focus({ preventScroll: true });
      goesElsewhere = false;
    },
    /** In a menu, Tab goes on from the button. */
    leaveByTab: (event: KeyboardEvent) => {
      if (event.key !== 'Tab') return;
      goesElsewhere = true;
      opened().button?.focus({ preventScroll: true });
      opened().onClose();
    },
  };
}
