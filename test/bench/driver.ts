/** The two sides of a session, as numbers because the generator indexes arrays with them. */
export const VISITOR = 0;
export const AGENTS = 1;
export type Side = typeof VISITOR | typeof AGENTS;
export const otherSide = (side: Side): Side => (side === VISITOR ? AGENTS : VISITOR);

/** What a driver reports while the load runs. `index` is the message's number in the whole leg. */
export interface DriverListener {
  /** A session exists; its next message gets the number after `lastSeq`. */
  entered(session: number, lastSeq: number): void;
  accepted(index: number, seq: number): void;
  refused(index: number, code: string): void;
  /** A message on the stream of one side of a session; `index` is -1 for messages that are not the bench's. */
  delivered(session: number, side: Side, index: number, seq: number, frame: string): void;
  /** Something that must never happen: a dropped connection, an unknown frame, an ended stream. */
  broken(reason: string): void;
}

/** How the generator talks to one kind of server: the product or the floor. Sessions are numbered from 0. */
export interface LoadDriver {
  /** Whether a side's stream also carries what that side wrote itself. */
  readonly streamsCarryOwn: boolean;
  enterSessions(count: number): Promise<void>;
  /** Connects and subscribes the visitors of sessions from…to-1; resolves when all of them are subscribed. */
  connectVisitors(from: number, to: number): Promise<void>;
  disconnectVisitors(from: number, to: number): Promise<void>;
  /**
   * Agent connections that share the first `sessions` sessions evenly and are subscribed to each of theirs.
   * @param at another process of the same service than the visitors' one
   */
  connectAgents(count: number, sessions: number, at?: string): Promise<void>;
  disconnectAgents(): Promise<void>;
  /** Further agent connections that all follow one session; `onMessage` is told of each message that each of them gets. */
  watch(session: number, count: number, onMessage: (index: number) => void): Promise<void>;
  /** After which message the streams of a session begin that are opened from now on; nothing where they cannot be told. */
  resumeAfter(session: number, seq: number): void;
  /** `text` is a JSON string literal, quotes included. */
  send(session: number, author: Side, index: number, text: string): void;
  close(): void;
}

/** Runs `task` for from…to-1 with at most `width` of them under way. */
export async function forEachOf(from: number, to: number, width: number, task: (n: number) => Promise<void>) {
  let next = from;
  const lane = async () => {
    while (next < to) await task(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, to - from) }, lane));
}
