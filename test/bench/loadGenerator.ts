import { DeliveryLedger, type Violation } from './deliveryLedger.ts';
import { AGENTS, type DriverListener, type LoadDriver } from './driver.ts';
import { createFloorDriver } from './floorDriver.ts';
import { comeBack } from './comeBack.ts';
import { fanOut, type FanOutPlan } from './fanOut.ts';
import type { Latencies } from './latencies.ts';
import { LoadRun, type LoadPlan, type LoadReport } from './loadRun.ts';
import { createProductDriver } from './productDriver.ts';
import { loadTexts } from './texts.ts';

// The load generator's process. It does one order after the other, which come over IPC from generatorProcess.ts.

export type Contestant = 'floor' | 'ours';
export type Order =
  | { do: 'enter'; contestant: Contestant; url: string; sessions: number }
  | { do: 'connectVisitors' | 'disconnectVisitors'; from: number; to: number }
  | { do: 'connectAgents'; agents: number; sessions: number; at?: string }
  | { do: 'disconnectAgents' }
  | { do: 'fanOut'; plan: FanOutPlan }
  | { do: 'comeBack'; clients: number; talkers: number; missed: number }
  | { do: 'load'; plan: LoadPlan; sessions: number }
  | { do: 'settle' };
export interface Account {
  sent: number;
  violationCount: number;
  violations: Violation[];
}
/** How long an order took, in seconds. */
export interface Duration {
  seconds: number;
}
export type Result = LoadReport | Account | Latencies | Duration | null;
export type Answer = { done: Result } | { failed: string };

const texts = loadTexts();
let driver: LoadDriver | undefined;
let ledger: DeliveryLedger | undefined;
let run: LoadRun | undefined;
let sessionCount = 0;
/** Messages that clients who came back had missed, and have now; while that is counted, nothing is accounted for. */
let caughtUp: number | undefined;

const listener: DriverListener = {
  entered: (session, lastSeq) => ledger?.startAfter(session, lastSeq),
  accepted(index, seq) {
    run?.noteAnswer(index, false);
    ledger?.accepted(index, seq);
  },
  refused(index, code) {
    run?.noteAnswer(index, true);
    ledger?.refused(index, code);
  },
  delivered(session, side, index, seq, frame) {
    if (caughtUp !== undefined) return void caughtUp++;
    if (index >= 0) run?.noteDelivery(index, session, side, frame, texts, sessionCount);
    ledger?.delivered(session, side, index, seq);
  },
  broken: (reason) => ledger?.note('broken', reason),
};

async function obey(order: Order): Promise<Result> {
  if (order.do === 'enter') {
    driver = (order.contestant === 'floor' ? createFloorDriver : createProductDriver)(order.url, listener);
    ledger = new DeliveryLedger(driver.streamsCarryOwn);
    await driver.enterSessions(order.sessions);
    return null;
  }
  if (!driver || !ledger) throw new Error('Nobody entered yet');
  switch (order.do) {
    case 'connectVisitors':
      await driver.connectVisitors(order.from, order.to);
      return null;
    case 'disconnectVisitors':
      await driver.disconnectVisitors(order.from, order.to);
      return null;
    case 'connectAgents':
      for (let session = 0; session < order.sessions; session++)
        driver.resumeAfter(session, ledger.lastSeq(session, AGENTS));
      await driver.connectAgents(order.agents, order.sessions, order.at);
      return null;
    case 'disconnectAgents':
      await driver.disconnectAgents();
      return null;
    case 'fanOut':
      run = undefined;
      return fanOut(order.plan, driver, ledger, texts);
    case 'comeBack':
      caughtUp = 0;
      return comeBack(order, driver, ledger, () => caughtUp ?? 0);
    case 'load':
      sessionCount = order.sessions;
      run = new LoadRun(order.plan, ledger);
      return run.send(driver, texts, order.sessions);
    case 'settle':
      ledger.settle();
      driver.close();
      return { sent: ledger.sentCount, violationCount: ledger.violationCount, violations: ledger.violations };
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (done) => process.send?.({ done } satisfies Answer),
    (error: unknown) =>
      process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
