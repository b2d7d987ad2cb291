export type ConnectionStatus = 'connecting' | 'connected' | 'waiting' | 'offline' | 'closed';

/** How long to wait before the nth retry: from half a second to half a minute, spread so that not all come at once. */
export function retryPauseMs(retries: number, random: () => number = Math.random): number {
  const ceiling = Math.min(30_000, 1_000 * 2 ** Math.min(retries, 5));
  return Math.round(ceiling * (0.5 + random() * 0.5));
}

interface ConnectionOptions {
  now?: () => number;
  pauseMs?: (retries: number) => number;
}

/** What the agent is told about the line to the server, and the pauses between attempts to get it back. */
export class ConnectionState {
  status = $state<ConnectionStatus>('connecting');
  /** When the next attempt starts, in the browser's time; null unless waiting. */
  retryAt = $state<number | null>(null);

  readonly #now: () => number;
  readonly #pauseMs: (retries: number) => number;
  readonly #connectedListeners = new Set<() => void>();
  #endPause: (() => void) | null = null;

  constructor({ now = Date.now, pauseMs = retryPauseMs }: ConnectionOptions = {}) {
    this.#now = now;
    this.#pauseMs = pauseMs;
  }

  markConnecting(): void {
    if (this.status !== 'closed') this.status = 'connecting';
  }

  markConnected(): void {
    this.status = 'connected';
    this.retryAt = null;
    for (const listener of this.#connectedListeners) listener();
  }

  markLost(): void {
    if (this.status === 'connected') this.status = 'connecting';
  }

  markClosed(): void {
    this.status = 'closed';
    this.#endPause?.();
  }

  /** Resolves when the next attempt should start: after a growing pause, or as soon as `retryNow` is called. */
  async waitBeforeRetry(retries: number, isOnline: boolean): Promise<void> {
    if (this.status === 'closed') return;
    const pauseMs = this.#pauseMs(retries);
    this.status = isOnline ? 'waiting' : 'offline';
    this.retryAt = this.#now() + pauseMs;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endPause = null;
    this.retryAt = null;
    this.markConnecting();
  }

  /** The network came back, the page is looked at again, or somebody pressed the button. */
  retryNow(): void {
    this.#endPause?.();
  }

  /** Calls back each time when the line is there (again); returns what stops it. */
  onConnected(listener: () => void): () => void {
    this.#connectedListeners.add(listener);
    return () => this.#connectedListeners.delete(listener);
  }
}
