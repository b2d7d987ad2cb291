import { FollowTalkDocument, type FollowTalkSubscription } from '../support/gql/generated.ts';
import type { EventStream } from '../support/eventStream.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import type { ToldAt } from './delays.ts';
import { noteMark, type Minutes } from './talk.ts';
import type { Reading, Told } from './violationsOf.ts';

/** What somebody reads of a session through whatever happens, from one connection to the next. */
export class ThreadReader implements Reading, ToldAt {
  readonly sessionId: string;
  readonly reader: 'visitor' | 'agent';
  readonly told: Told[] = [];
  readonly toldAt = new Map<number, number>();
  /** From a stream's first event until it had all that was there by then, milliseconds. */
  readonly gapsMs: number[] = [];
  readonly #minutes: Minutes;

  constructor(sessionId: string, reader: 'visitor' | 'agent', minutes: Minutes) {
    this.sessionId = sessionId;
    this.reader = reader;
    this.#minutes = minutes;
  }

  open(client: GraphqlClient): EventStream<unknown> {
    const { sessionId } = this;
    // What was taken back by now may come no more.
    const recalled = new Set(this.#minutes.recalled);
    let gap: { begin: number; until: number } | undefined;
    return client.subscribe(
      FollowTalkDocument,
      { sessionId, after: this.last },
      ({ sessionEvents: event }) => {
        this.#look(event, recalled);
        if (event.__typename === 'SessionChanged')
          gap ??= { begin: performance.now(), until: event.session.lastSeq };
        if (event.__typename === 'MessageSent') {
          this.told.push(event.message);
          if (!this.toldAt.has(event.message.seq)) this.toldAt.set(event.message.seq, performance.now());
        }
        if (!gap || this.last < gap.until) return;
        if (gap.until > 0) this.gapsMs.push(performance.now() - gap.begin);
        gap.until = Infinity;
      },
    );
  }

  /** The number of the last message. */
  get last(): number {
    return this.told.at(-1)?.seq ?? 0;
  }

  #look(event: FollowTalkSubscription['sessionEvents'], recalled: ReadonlySet<string>): void {
    const note = (detail: string) =>
      this.#minutes.violations.push({
        kind: 'leaked',
        detail: `${this.reader} of session ${this.sessionId}: ${detail}`,
      });
    if (this.reader === 'visitor' && JSON.stringify(event).includes(noteMark)) note('an internal note');
    const about = sessionOf(event);
    if (about !== undefined && about !== this.sessionId) note(`an event of session ${about}`);
    if (event.__typename === 'MessageSent' && recalled.has(event.message.text))
      note(`number ${event.message.seq}, which was taken back`);
    if (event.__typename === 'MessageRecalled' && event.message.text !== '')
      note(`the text of number ${event.message.seq}, which was taken back`);
  }
}

function sessionOf(event: FollowTalkSubscription['sessionEvents']): string | undefined {
  if (event.__typename === 'SessionChanged') return event.session.id;
  if (event.__typename === 'VisitorChanged') return undefined;
  return event.__typename === 'TypingSignalled' ? event.sessionId : event.message.sessionId;
}
