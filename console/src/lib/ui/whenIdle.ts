/** The page is shown and its first requests are on their way by then. */
const quietAfterMs = 3_000;

/** Does something once the page has nothing better to do. Returns what calls it off. */
export function whenIdle(act: () => void): () => void {
  // Safari knows no idleness.
  const begin = () => ('requestIdleCallback' in window ? requestIdleCallback(act) : act());
  const timer = setTimeout(begin, quietAfterMs);
  return () => clearTimeout(timer);
}
