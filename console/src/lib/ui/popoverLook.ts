/** What one popover has of its own. */
export interface PopoverLook {
  side?: 'top' | 'bottom';
  /** Pixels between it and the button. */
  sideOffset?: number;
  /** Its size and inner spacing. */
  class: string;
  onEscapeKeydown?: (event: KeyboardEvent) => void;
  /** In place of the first thing inside that can have the focus. */
  onOpenAutoFocus?: (event: Event) => void;
  /** In place of the button. */
  onCloseAutoFocus?: (event: Event) => void;
}
