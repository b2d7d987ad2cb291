import { describe, expect, it } from 'vitest';
import { DeliveryLedger } from './deliveryLedger.ts';
import { AGENTS, VISITOR } from './driver.ts';

const kindsOf = (ledger: DeliveryLedger) => ledger.violations.map(({ kind }) => kind);

/** Two messages of one visitor as a faultless server handles them, on the streams of both sides. */
function ledgerAfterTwo(): DeliveryLedger {
  const ledger = new DeliveryLedger(true);
  ledger.startAfter(7, 0);
  for (const seq of [1, 2]) {
    const index = ledger.sent(7, VISITOR);
    ledger.delivered(7, AGENTS, index, seq);
    ledger.accepted(index, seq);
    ledger.delivered(7, VISITOR, index, seq);
  }
  return ledger;
}

describe('the account of messages', () => {
  it('finds nothing wrong when each message is answered once and delivered once, in order', () => {
    const ledger = ledgerAfterTwo();
    ledger.settle();
    expect(ledger.violations).toEqual([]);
    expect(ledger.outstanding).toBe(0);
  });

  it('counts a message as under way until it is answered and on every stream', () => {
    const ledger = ledgerAfterTwo();
    const index = ledger.sent(7, AGENTS);
    expect(ledger.outstanding).toBe(1);
    ledger.accepted(index, 3);
    ledger.delivered(7, VISITOR, index, 3);
    expect(ledger.outstanding).toBe(1);
    ledger.delivered(7, AGENTS, index, 3);
    expect(ledger.outstanding).toBe(0);
  });

  it('finds an accepted message that never reached a receiver', () => {
    const ledger = ledgerAfterTwo();
    const index = ledger.sent(7, VISITOR);
    ledger.accepted(index, 3);
    ledger.delivered(7, VISITOR, index, 3);
    ledger.settle();
    expect(ledger.violations).toEqual([{ kind: 'lost', detail: 'message 2 never reached agent 7' }]);
  });

  it('finds a message that was never answered', () => {
    const ledger = ledgerAfterTwo();
    ledger.sent(7, VISITOR);
    ledger.settle();
    expect(kindsOf(ledger)).toEqual(['unanswered']);
  });

  it('finds a message delivered twice', () => {
    const ledger = ledgerAfterTwo();
    ledger.delivered(7, AGENTS, 1, 2);
    expect(kindsOf(ledger)).toEqual(['doubled']);
  });

  it('finds a message stored twice under two numbers', () => {
    const ledger = ledgerAfterTwo();
    ledger.delivered(7, AGENTS, 1, 3);
    expect(kindsOf(ledger)).toEqual(['doubled']);
  });

  it('finds two messages that arrived in the wrong order', () => {
    const ledger = ledgerAfterTwo();
    const [first, second] = [ledger.sent(7, VISITOR), ledger.sent(7, VISITOR)];
    ledger.delivered(7, AGENTS, second, 4);
    ledger.delivered(7, AGENTS, first, 3);
    expect(kindsOf(ledger)).toEqual(['disordered', 'disordered']);
  });

  it('finds a gap in the numbers of a stream even when the missing message is not the bench’s', () => {
    const ledger = ledgerAfterTwo();
    ledger.delivered(7, AGENTS, ledger.sent(7, VISITOR), 4);
    expect(kindsOf(ledger)).toEqual(['disordered']);
  });

  it('gives the server’s own messages their place in the order', () => {
    const ledger = ledgerAfterTwo();
    ledger.delivered(7, AGENTS, -1, 3);
    ledger.delivered(7, AGENTS, ledger.sent(7, VISITOR), 4);
    expect(ledger.violations).toEqual([]);
  });

  it('finds a message numbered before one that was accepted before it was sent', () => {
    const ledger = ledgerAfterTwo();
    ledger.accepted(ledger.sent(7, VISITOR), 2);
    expect(kindsOf(ledger)).toEqual(['reordered']);
  });

  it('finds a sender told another number than the receiver', () => {
    const ledger = ledgerAfterTwo();
    const index = ledger.sent(7, VISITOR);
    ledger.delivered(7, AGENTS, index, 3);
    ledger.accepted(index, 4);
    expect(kindsOf(ledger)).toEqual(['misnumbered']);
  });

  it('finds a refused message that was delivered all the same, and is content when it was not', () => {
    const ledger = ledgerAfterTwo();
    const [delivered, dropped] = [ledger.sent(7, VISITOR), ledger.sent(7, VISITOR)];
    ledger.refused(delivered, 'TOO_BUSY');
    ledger.refused(dropped, 'TOO_BUSY');
    ledger.delivered(7, AGENTS, delivered, 3);
    ledger.settle();
    expect(ledger.violations).toEqual([{ kind: 'ghost', detail: 'message 2 was refused and delivered' }]);
    expect(ledger.outstanding).toBe(0);
  });

  it('finds a message on the stream of another session', () => {
    const ledger = ledgerAfterTwo();
    ledger.startAfter(8, 2);
    ledger.delivered(8, VISITOR, ledger.sent(7, VISITOR), 3);
    expect(kindsOf(ledger)).toEqual(['stray']);
  });

  it('expects messages only on the other side’s stream where a side does not hear itself', () => {
    const ledger = new DeliveryLedger(false);
    const index = ledger.sent(7, VISITOR);
    ledger.delivered(7, AGENTS, index, 1);
    ledger.accepted(index, 1);
    ledger.settle();
    expect([ledger.outstanding, ledger.violationCount]).toEqual([0, 0]);
  });
});
