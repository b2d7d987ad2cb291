import { AGENTS, VISITOR, otherSide, type Side } from './driver.ts';

export type ViolationKind =
  | 'lost' // accepted, but a stream that should carry it never did
  | 'unanswered' // neither accepted nor refused
  | 'doubled' // answered or delivered twice
  | 'disordered' // seq on a stream did not grow by exactly one
  | 'reordered' // numbered before a message that was accepted before it was sent
  | 'misnumbered' // the sender was told another seq than the receiver
  | 'ghost' // refused, but delivered
  | 'stray' // on the stream of another session, or never sent
  | 'garbled' // arrived with another text
  | 'broken'; // the connection or the protocol failed

export interface Violation {
  kind: ViolationKind;
  detail: string;
}

interface Entry {
  session: number;
  author: Side;
  /** Number given to it: 0 while unanswered, -1 when refused. */
  seq: number;
  /** Highest number that its author knew of in this session when sending. */
  knownSeq: number;
  /** Number under which it was delivered, 0 before. */
  deliveredSeq: number;
  /** Bit per side whose stream carried it. */
  streams: number;
}

const LISTED_VIOLATIONS = 50;

/**
 * Keeps account of every message of a leg: what was promised to its sender against what its receivers got.
 * Messages are numbered 0, 1, 2… in the order of `sent`.
 */
export class DeliveryLedger {
  readonly violations: Violation[] = [];
  violationCount = 0;
  /** Messages not yet both answered and delivered everywhere. */
  outstanding = 0;
  readonly #streamsCarryOwn: boolean;
  readonly #entries: Entry[] = [];
  readonly #lastSeqs: Record<Side, number[]> = { [VISITOR]: [], [AGENTS]: [] };
  readonly #acceptedSeqs: Record<Side, number[]> = { [VISITOR]: [], [AGENTS]: [] };

  constructor(streamsCarryOwn: boolean) {
    this.#streamsCarryOwn = streamsCarryOwn;
  }

  get sentCount(): number {
    return this.#entries.length;
  }

  sent(session: number, author: Side): number {
    const knownSeq = this.#acceptedSeqs[author][session] ?? 0;
    this.outstanding++;
    return this.#entries.push({ session, author, seq: 0, knownSeq, deliveredSeq: 0, streams: 0 }) - 1;
  }

  accepted(index: number, seq: number): void {
    const entry = this.#answered(index, seq);
    if (!entry) return;
    if (entry.deliveredSeq && entry.deliveredSeq !== seq) this.#misnumbered(index, entry);
    if (seq <= entry.knownSeq) this.note('reordered', `message ${index}: seq ${seq} after ${entry.knownSeq}`);
    const acceptedSeqs = this.#acceptedSeqs[entry.author];
    acceptedSeqs[entry.session] = Math.max(acceptedSeqs[entry.session] ?? 0, seq);
    if (this.#missing(entry) === 0) this.outstanding--;
  }

  refused(index: number, code: string): void {
    const entry = this.#answered(index, -1);
    if (!entry) return;
    this.outstanding--;
    if (entry.streams) this.note('ghost', `message ${index} was refused (${code}) and delivered`);
  }

  /** `index` -1: a message that the bench did not send; it only takes its place in the order. */
  delivered(session: number, side: Side, index: number, seq: number): void {
    const lastSeqs = this.#lastSeqs[side];
    const expected = (lastSeqs[session] ?? 0) + 1;
    const entry = this.#entries[index];
    const bit = 1 << side;
    const isRepeat = entry !== undefined && entry.session === session && (entry.streams & bit) !== 0;
    if (isRepeat)
      this.note('doubled', `message ${index} twice on the stream of ${streamName(session, side)}`);
    else if (seq !== expected) {
      this.note('disordered', `${streamName(session, side)}: seq ${seq} where ${expected} was due`);
    }
    lastSeqs[session] = Math.max(expected - 1, seq);
    if (index < 0 || isRepeat) return;
    if (!entry || entry.session !== session || !(this.#due(entry) & bit)) {
      this.note('stray', `message ${index} on the stream of ${streamName(session, side)}`);
      return;
    }
    entry.streams |= bit;
    if (entry.seq < 0) this.note('ghost', `message ${index} was refused and delivered`);
    entry.deliveredSeq ||= seq;
    if (entry.deliveredSeq !== seq || (entry.seq > 0 && entry.seq !== seq)) this.#misnumbered(index, entry);
    if (entry.seq > 0 && this.#missing(entry) === 0) this.outstanding--;
  }

  /** Where a session's numbering stood before the bench: streams continue from here. */
  startAfter(session: number, seq: number): void {
    for (const side of [VISITOR, AGENTS] as const) this.#lastSeqs[side][session] = seq;
  }

  /** The number of the last message on one side's stream. */
  lastSeq(session: number, side: Side): number {
    return this.#lastSeqs[side][session] ?? 0;
  }

  /** Notes everything that is still missing. Call once, after the load has drained. */
  settle(): void {
    for (const [index, entry] of this.#entries.entries()) {
      if (entry.seq === 0) this.note('unanswered', `message ${index} of session ${entry.session}`);
      if (entry.seq <= 0) continue;
      for (const side of [VISITOR, AGENTS] as const) {
        if (this.#missing(entry) & (1 << side)) {
          this.note('lost', `message ${index} never reached ${streamName(entry.session, side)}`);
        }
      }
    }
  }

  note(kind: ViolationKind, detail: string): void {
    this.violationCount++;
    if (this.violations.length < LISTED_VIOLATIONS) this.violations.push({ kind, detail });
  }

  #answered(index: number, answer: number): Entry | undefined {
    const entry = this.#entries[index];
    if (!entry) this.note('stray', `an answer to message ${index}, which was never sent`);
    else if (entry.seq !== 0) this.note('doubled', `message ${index} was answered twice`);
    else {
      entry.seq = answer;
      return entry;
    }
    return undefined;
  }

  #due(entry: Entry): number {
    return this.#streamsCarryOwn ? (1 << VISITOR) | (1 << AGENTS) : 1 << otherSide(entry.author);
  }

  #missing(entry: Entry): number {
    return this.#due(entry) & ~entry.streams;
  }

  #misnumbered(index: number, entry: Entry): void {
    this.note('misnumbered', `message ${index}: told ${entry.seq}, delivered as ${entry.deliveredSeq}`);
  }
}

const streamName = (session: number, side: Side) => `${side === VISITOR ? 'visitor' : 'agent'} ${session}`;
