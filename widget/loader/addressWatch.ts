/** Where there is no event for it, the address is looked at so often: a comparison, which costs an old phone nothing. */
const intervalMs = 1_000;
/** Applications give a page its title a moment after its address. */
const titleDelayMs = 500;

/** What is used of the host page's window. */
export interface AddressWindow {
  readonly location: { readonly href: string };
  /** Only in newer browsers. */
  readonly navigation?: Pick<EventTarget, 'addEventListener'>;
  setTimeout(action: () => void, delay: number): number;
  clearTimeout(timer: number | undefined): void;
  setInterval(action: () => void, interval: number): number;
}

/**
 * Calls back a moment after the page has changed its address without being loaded anew, once for changes in a row.
 * Nothing of the page is patched for it: its router may do that, too, or be loaded later.
 */
export function watchAddress(page: AddressWindow, onChange: () => void): void {
  let address = page.location.href;
  let timer: number | undefined;
  const look = (): void => {
    if (page.location.href === address) return;
    address = page.location.href;
    page.clearTimeout(timer);
    timer = page.setTimeout(onChange, titleDelayMs);
  };
  if (page.navigation) page.navigation.addEventListener('currententrychange', look);
  else page.setInterval(look, intervalMs);
}
