/** One message as it was said, and what its sender was told of it. */
export interface Said {
  sessionId: string;
  clientId: string;
  author: 'VISITOR' | 'AGENT';
  isInternal: boolean;
  text: string;
  /** The number that was acknowledged; undefined: refused for good, by an error of its own type. */
  seq: number | undefined;
}

/** A message as it is stored. */
export interface Stored {
  sessionId: string;
  seq: number;
  clientId: string;
  author: string;
  isInternal: boolean;
  text: string;
  recalledAt: Date | null;
}

/** A message as a reader was told of it. */
export interface Told {
  seq: number;
  clientId: string;
}

/** All that one reader was told of one session, in the order in which it came. */
export interface Reading {
  sessionId: string;
  reader: 'visitor' | 'agent';
  told: readonly Told[];
}

export type ViolationKind =
  | 'lost' // acknowledged, and not stored; or stored, and not told to somebody who should read it
  | 'doubled' // stored or told twice
  | 'disordered' // numbers that have a gap, do not grow, or contradict the order in which an author wrote
  | 'garbled' // stored otherwise than it was said
  | 'ghost' // refused, and stored
  | 'leaked' // told to somebody who must not read it
  | 'stale' // a list that is not what is stored
  | 'unjust'; // a rule of assignment is broken

export interface Violation {
  kind: ViolationKind;
  detail: string;
}

/** What was promised and told, held against what is stored; empty when all is well. */
export function violationsOf(
  said: readonly Said[],
  stored: readonly Stored[],
  readings: readonly Reading[],
): Violation[] {
  const rowsOf = Map.groupBy(stored, ({ sessionId }) => sessionId);
  const saidIn = Map.groupBy(said, ({ sessionId }) => sessionId);
  const sessionIds = new Set([...rowsOf.keys(), ...saidIn.keys()]);
  return [
    ...[...sessionIds].flatMap((id) => brokenPromises(saidIn.get(id) ?? [], rowsOf.get(id) ?? [])),
    ...readings.flatMap((reading) => brokenReading(reading, rowsOf.get(reading.sessionId) ?? [])),
  ];
}

function brokenPromises(said: readonly Said[], unsorted: readonly Stored[]): Violation[] {
  const found: Violation[] = [];
  const note = (kind: ViolationKind, { sessionId }: { sessionId: string }, detail: string) =>
    found.push({ kind, detail: `session ${sessionId}: ${detail}` });
  const rows = unsorted.toSorted((a, b) => a.seq - b.seq);
  const rowOf = new Map<string, Stored>();
  for (const [index, row] of rows.entries()) {
    if (row.seq !== index + 1) note('disordered', row, `number ${row.seq} where ${index + 1} is due`);
    if (rowOf.has(row.clientId)) note('doubled', row, `${row.clientId} is stored twice`);
    rowOf.set(row.clientId, row);
  }
  const lastOf = new Map<string, number>();
  for (const one of said) {
    const row = rowOf.get(one.clientId);
    if (one.seq === undefined) {
      if (row) note('ghost', row, `${one.clientId} was refused and is stored`);
      continue;
    }
    if (row?.seq !== one.seq) {
      note('lost', one, `${one.clientId} was acknowledged as ${one.seq}, stored as ${row?.seq}`);
      continue;
    }
    const text = row.recalledAt ? '' : one.text;
    if (row.text !== text || row.author !== one.author || row.isInternal !== one.isInternal)
      note('garbled', row, `number ${row.seq} is stored otherwise than it was said`);
    // Each author says one thing after the other.
    if (one.seq <= (lastOf.get(one.author) ?? 0)) note('disordered', row, `${one.seq} was said later`);
    lastOf.set(one.author, one.seq);
  }
  return found;
}

function brokenReading({ sessionId, reader, told }: Reading, rows: readonly Stored[]): Violation[] {
  const found: Violation[] = [];
  const note = (kind: ViolationKind, detail: string) =>
    found.push({ kind, detail: `${reader} of session ${sessionId}: ${detail}` });
  const clientIds = new Map(rows.map((row) => [row.seq, row.clientId]));
  const due = new Set(
    rows.filter(({ isInternal }) => reader === 'agent' || !isInternal).map(({ seq }) => seq),
  );
  const had = new Set<number>();
  let last = 0;
  for (const { seq, clientId } of told) {
    if (had.has(seq)) note('doubled', `number ${seq} was told twice`);
    else if (seq < last) note('disordered', `number ${seq} was told after ${last}`);
    if (!due.has(seq)) note('leaked', `number ${seq} is not theirs to read`);
    else if (clientIds.get(seq) !== clientId) note('garbled', `number ${seq} was told as another message`);
    had.add(seq);
    last = Math.max(last, seq);
  }
  for (const seq of due) if (!had.has(seq)) note('lost', `number ${seq} was never told`);
  return found;
}
