/**
 * Looks again and again at what nobody tells of, each time after as many milliseconds as the last look says, and not while the
 * page is hidden; until the returned function is called.
 */
export function keepLooking(look: () => Promise<number>, firstMs: number): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  let pause = firstMs;
  const again = async () => {
    if (document.visibilityState === 'visible') pause = await look();
    if (!isOver) timer = setTimeout(() => void again(), pause);
  };
  timer = setTimeout(() => void again(), pause);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
