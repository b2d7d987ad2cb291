import type { Core } from '../core/core.ts';
import type { Pubsub } from '../core/pubsub.ts';
import { everyTopicOf, type SessionEvent } from '../session/sessionEvents.ts';
import type { Appended } from './appendMessage.ts';
import { readWithNext, type ReadWith, type SessionToWriteIn } from './sessionToWriteIn.ts';

/** A few kB each. */
const mostTalks = 2_000;

interface Talk {
  known: SessionToWriteIn;
  /** Ends the listening. */
  listening: Promise<() => void>;
}

/** The talks in which somebody wrote last, by session; the one that is longest ago comes first. */
class RememberedTalks {
  readonly #pubsub: Pubsub;
  readonly #talks = new Map<string, Talk>();

  constructor(pubsub: Pubsub) {
    this.#pubsub = pubsub;
  }

  remember(known: SessionToWriteIn): void {
    const { id } = known.session;
    this.take(id);
    const talk: Talk = {
      known,
      listening: this.#pubsub.subscribe(everyTopicOf(id), {
        onEvent: (event) => this.#hear(talk, event as SessionEvent),
        onGap: () => this.take(id),
      }),
    };
    this.#talks.set(id, talk);
    for (const [oldest] of this.#talks) {
      if (this.#talks.size <= mostTalks) break;
      this.take(oldest);
    }
  }

  /** Forgets it as well: of two messages that are under way together only one is written by it. */
  take(sessionId: string): SessionToWriteIn | undefined {
    const talk = this.#talks.get(sessionId);
    if (!talk) return undefined;
    this.#talks.delete(sessionId);
    void talk.listening.then((stop) => stop());
    return talk.known;
  }

  /** That somebody read it, or typed, leaves it as good as before; what else happened makes it worth nothing. */
  #hear(talk: Talk, event: SessionEvent): void {
    if (event.type === 'TypingSignalled') return;
    const { session, readWith } = talk.known;
    if (event.type === 'SessionChanged' && event.session.lastSeq === session.lastSeq) {
      if (event.session.version > session.version) talk.known = { session: event.session, readWith };
    } else this.take(session.id);
  }
}

/** By what every copy of a process' core shares. */
const talksOf = new WeakMap<Pubsub, RememberedTalks>();

function talksOfProcess({ pubsub }: Core): RememberedTalks {
  const known = talksOf.get(pubsub) ?? new RememberedTalks(pubsub);
  talksOf.set(pubsub, known);
  return known;
}

/**
 * Remembers a talk as it is after a message, so that the next one need not read it. It is only a guess: other processes
 * change it too, and whoever writes by it has PostgreSQL see to it that the session is still of this version.
 */
export function rememberTalk(
  core: Core,
  { session, message }: Appended,
  readWith: ReadWith | undefined,
): void {
  talksOfProcess(core).remember({ session, readWith: readWith && readWithNext(readWith, message) });
}

/** The talk as it was remembered, for one message; undefined when it was not. */
export function takeRememberedTalk(core: Core, sessionId: string): SessionToWriteIn | undefined {
  return talksOfProcess(core).take(sessionId);
}
