/** As the sign of the product, with a dot: something is unread. */
const dot = '<circle cx="25" cy="7" r="6.500" fill="#e5484d" stroke="#fff" stroke-width="1.500"/>';
let plain: Promise<string> | undefined;

/** Shows on the installed app's icon, and on the tab's, how much is unread. */
export function showUnread(count: number): void {
  const badged = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;
  const told = count > 0 ? badged.setAppBadge?.(count) : badged.clearAppBadge?.();
  told?.catch(() => undefined);
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  const address = link.dataset.plain ?? link.href;
  link.dataset.plain = address;
  if (count === 0) link.href = address;
  else
    void withDot(address).then((badge) => {
      // What was read meanwhile needs no dot any more.
      if (link.dataset.unread === 'true') link.href = badge;
    });
  link.dataset.unread = String(count > 0);
}

async function withDot(address: string): Promise<string> {
  plain ??= fetch(address).then((answer) => answer.text());
  try {
    return `data:image/svg+xml,${encodeURIComponent((await plain).replace('</svg>', `${dot}</svg>`))}`;
  } catch {
    plain = undefined;
    return address;
  }
}
