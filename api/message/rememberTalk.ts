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
  /** By session and who writes, what ends when the last of the messages that are under way is there. */
  readonly #writing = new Map<string, Promise<unknown>>();

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

  async inTurn<Result>(
    sessionId: string,
    writer: string,
    write: (known: SessionToWriteIn | undefined) => Promise<Result>,
  ): Promise<Result> {
    const turn = `${writer} ${sessionId}`;
    const before = this.#writing.get(turn);
    const writing = before ? before.then(() => write(this.take(sessionId))) : write(this.take(sessionId));
    const written = writing.catch(() => undefined);
    this.#writing.set(turn, written);
    try {
      return await writing;
    } finally {
      if (this.#writing.get(turn) === written) this.#writing.delete(turn);
    }
  }

  /** Forgets it as well: it is not so any more once somebody has written by it. */
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

/**
 * Has the messages of one writer in a session written one after the other, as its row would have them, so that each finds the talk
 * as the one before has left it. Others do not wait for them: whose the session is, is not known yet.
 * @param writer who writes @param write told the talk as it is remembered, or undefined; PostgreSQL has to check what it decides
 */
export function writeInTurn<Result>(
  core: Core,
  sessionId: string,
  writer: string,
  write: (known: SessionToWriteIn | undefined) => Promise<Result>,
): Promise<Result> {
  return talksOfProcess(core).inTurn(sessionId, writer, write);
}
