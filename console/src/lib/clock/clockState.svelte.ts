/** The server's time, ticking once a second: waiting times must not depend on how the agent's computer is set. */
export class ClockState {
  /** Milliseconds since 1970 by the server's clock. */
  now = $state(Date.now());
  #offsetMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    this.#timer = setInterval(() => this.#tick(), 1_000);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Sets the clock by a moment that the server has just named. */
  synchronise(serverTime: string): void {
    const offsetMs = Date.parse(serverTime) - Date.now();
    // Below two seconds it is the line's delay rather than a wrong clock.
    this.#offsetMs = Math.abs(offsetMs) < 2_000 ? 0 : offsetMs;
    this.#tick();
  }

  #tick(): void {
    this.now = Date.now() + this.#offsetMs;
  }
}
