import type { Core } from './core.ts';
import { holdLease, releaseLease } from './lease.ts';

/** Brings something up to date that time has changed. Safe to run again, and by two processes at once. */
export type Sweep = (core: Core) => Promise<unknown>;

export interface Schedule {
  start(): void;
  /** Ends it; resolves when the sweep that runs now is over. */
  stop(): Promise<void>;
}

export interface ScheduleOptions {
  sweeps: readonly Sweep[];
  /** Runs before the first sweep after a time in which no process could run any, and after this machine's clock was set. */
  afterPause: Sweep;
  /** Runs before that when the clock was set. */
  afterJump?: Sweep;
}

const intervalMs = 1_000;
const leaseName = 'sweeps';
/** How long the others wait after the death of the process that sweeps. */
const leaseSeconds = 10;
/** Shorter ones happen when one process takes over from another. */
const pauseSeconds = 5;
/** Whoever sets a clock right by less makes a grace period that much shorter or longer, and nothing else. */
const jumpMs = 20_000;

/** A sweep that runs in the first of so many turns. */
export function everyTurns(turns: number, sweep: Sweep): Sweep {
  let turn = 0;
  const now = (core: Core) => (turn++ % turns === 0 ? sweep(core) : Promise.resolve());
  return Object.defineProperty(now, 'name', { value: sweep.name });
}

/** Runs sweeps every second, on one process at a time; another goes on when that one stops or dies. */
export function createSchedule(core: Core, { sweeps, afterPause, afterJump }: ScheduleOptions): Schedule {
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  let isStopped = false;
  /** Until when the lease is surely ours, with time left for a turn, by this process' own steady clock. */
  let heldUntil = 0;
  let wasPaused = false;
  /** How far the clock was ahead of this process' own steady one in the last turn, milliseconds. */
  let aheadBy = aheadOfSteady();

  function aheadOfSteady(): number {
    return core.clock.now().getTime() - performance.now();
  }

  /** What is stored as having begun at some moment began at another one by the clock that was set, or while the machine slept. */
  function hasClockJumped(): boolean {
    const before = aheadBy;
    aheadBy = aheadOfSteady();
    return Math.abs(aheadBy - before) > jumpMs;
  }

  async function holdsLease(): Promise<boolean> {
    const now = performance.now();
    if (now < heldUntil) return true;
    const hold = await holdLease(core, leaseName, leaseSeconds);
    heldUntil = hold ? now + (leaseSeconds * 1_000) / 2 : 0;
    if (hold && hold.vacantSeconds > pauseSeconds) wasPaused = true;
    return hold !== undefined;
  }

  async function takeTurn(): Promise<void> {
    const hasJumped = hasClockJumped();
    try {
      if (!(await holdsLease())) return;
      if (hasJumped) {
        core.log.warn('the clock was set; grace periods begin anew');
        await afterJump?.(core);
      }
      wasPaused ||= hasJumped;
      if (wasPaused) await afterPause(core);
      wasPaused = false;
    } catch (error) {
      core.log.warn({ err: error }, 'the sweeps could not begin');
      return;
    }
    for (const sweep of sweeps) {
      await sweep(core).catch((error: unknown) =>
        core.log.error({ err: error, sweep: sweep.name }, 'a sweep failed'),
      );
    }
  }

  function next(): void {
    timer = setTimeout(() => {
      turn = takeTurn().then(() => {
        if (!isStopped) next();
      });
    }, intervalMs).unref();
  }

  return {
    start: next,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await turn;
      if (timer) await releaseLease(core, leaseName);
    },
  };
}
