/** What opens beside a button gives the focus back to it, unless somebody took the focus elsewhere. */
export function openedBeside(button: () => HTMLElement | undefined, close: () => void) {
  let goesElsewhere = false;
  return {
    onInteractOutside: (event: Event) => {
      // The button itself closes it.
      if (event.target instanceof Node && button()?.contains(event.target)) event.preventDefault();
      else goesElsewhere = true;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (!goesElsewhere) button()?.focus({ preventScroll: true });
      goesElsewhere = false;
    },
    /** In a menu, Tab goes on from the button. */
    leaveByTab: (event: KeyboardEvent) => {
      if (event.key !== 'Tab') return;
      goesElsewhere = true;
      button()?.focus({ preventScroll: true });
      close();
    },
  };
}
