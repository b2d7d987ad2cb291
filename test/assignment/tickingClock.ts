import { TestClock } from '../support/testCore.ts';

/** A clock that moves a millisecond whenever somebody looks: nothing happens at the same instant as something else. */
export class TickingClock extends TestClock {
  override now(): Date {
    this.advance(1);
    return super.now();
  }
}
