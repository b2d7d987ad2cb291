/** What the probe in the page has seen, in milliseconds. */
export interface ProbeWindow extends Window {
  bench: {
    /** From a key being pressed to its letter being painted. */
    keys: number[];
    /** From a message's frame to its text being painted. */
    arrivals: number[];
    /** From a click on a row to its thread being painted. */
    switches: number[];
    /** Frames that took longer than 50 ms, while they are watched. */
    longFrames: number[];
    /** Says that the thread of this session is expected from the next click on. */
    expectThread(nickname: string): void;
    watchFrames(isOn: boolean): void;
  };
}

/** Every message of the bench holds this, and its number. */
export const mark = 'bench-message-';

/** Runs in the page before anything else does. Painted is what the frame after it has shown. */
export function installProbe(markedBy: string): void {
  const bench = { keys: [], arrivals: [], switches: [], longFrames: [] } as Record<string, number[]>;
  const cameAt = new Map<string, number>();
  const painted = (then: (now: number) => void) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(null);
    });
  const markIn = new RegExp(`${markedBy}\\d+`, 'g');

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        // The lists tell of other sessions' messages too, which no thread shows.
        if (!String(data).includes('"MessageSent"')) return;
        for (const [name] of String(data).matchAll(markIn))
          if (!cameAt.has(name)) cameAt.set(name, performance.now());
      });
    }
  };

  document.addEventListener(
    'keydown',
    (event) => {
      if (!(event.target instanceof HTMLTextAreaElement)) return;
      const pressedAt = event.timeStamp;
      painted((now) => bench.keys?.push(now - pressedAt));
    },
    true,
  );

  let expected: { nickname: string; since: number } | null = null;
  document.addEventListener(
    'click',
    ({ timeStamp }) => {
      if (expected) expected.since = timeStamp;
    },
    true,
  );
  const look = () => {
    const log = document.querySelector('[role="log"]');
    if (!log) return;
    if (
      expected &&
      log.getAttribute('aria-label')?.includes(`${expected.nickname}`) &&
      log.querySelector('[data-seq]')
    ) {
      const { since } = expected;
      expected = null;
      painted((now) => bench.switches?.push(now - since));
    }
    if (cameAt.size === 0) return;
    const shown = log.textContent ?? '';
    for (const [name, at] of cameAt) {
      if (!shown.includes(name)) continue;
      cameAt.delete(name);
      painted((now) => bench.arrivals?.push(now - at));
    }
  };
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    }),
  );

  let isWatching = false;
  const watch = (before: number) =>
    requestAnimationFrame((now) => {
      if (!isWatching) return;
      if (now - before > 50) bench.longFrames?.push(now - before);
      watch(now);
    });
  Object.assign(window, {
    bench: {
      ...bench,
      expectThread(nickname: string) {
        expected = { nickname, since: performance.now() };
      },
      watchFrames(isOn: boolean) {
        isWatching = isOn;
        if (isOn) watch(performance.now());
      },
    },
  });
}
