import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../core/core.ts';
import type { Database } from '../core/database.ts';
import { appendMessage, appendMessages, type Appended, type NewMessage } from './appendMessage.ts';

/** So many statements append at the same time; what comes meanwhile waits for the next one. */
const statementsAtOnce = 2;
/** More messages do not make a statement cheaper. */
const mostTogether = 64;

/** So long a statement of one message may keep the next from beginning. */
const patienceMs = 20;

interface Waiting {
  message: NewMessage;
  resolve: (appended: Appended | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Appends what comes at the same moment in one statement, with one commit, and gives each sender their own answer. Who comes
 * alone waits for nobody: the more comes, the more goes together.
 */
class Appender {
  readonly #database: Database;
  #waiting: Waiting[] = [];
  #running = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  append(message: NewMessage): Promise<Appended | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ message, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= statementsAtOnce || this.#waiting.length === 0) return;
    this.#running += 1;
    void this.#write(this.#take()).finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  /** Those that came first, one of each session: the numbers of a session are given one after the other. */
  #take(): Waiting[] {
    const taken = new Map<string, Waiting>();
    this.#waiting = this.#waiting.filter((one) => {
      const { sessionId } = one.message;
      if (taken.size >= mostTogether || taken.has(sessionId)) return true;
      taken.set(sessionId, one);
      return false;
    });
    return [...taken.values()];
  }

  async #write(some: readonly Waiting[]): Promise<void> {
    const [first] = some;
    // Who is alone waits for whoever holds the session; the others do not wait for that.
    if (some.length === 1 && first) return Promise.race([this.#writeAlone(first), sleep(patienceMs)]);
    // What one of them has broken, each finds out for itself.
    const all = await appendMessages(
      this.#run,
      some.map(({ message }) => message),
    ).catch(() => new Map<string, Appended>());
    for (const one of some) {
      const appended = all.get(one.message.sessionId);
      // Left out is what cannot be appended, which is then answered so, and what somebody else holds: it need not be waited for.
      if (appended) one.resolve(appended);
      else void this.#writeAlone(one);
    }
  }

  async #writeAlone({ message, resolve, reject }: Waiting): Promise<void> {
    await appendMessage(this.#run, message).then(resolve, reject);
  }

  #run = <Row>(statement: string, values: readonly unknown[]): Promise<Row[]> =>
    this.#database.query<Row>(statement, values);
}

const appenders = new WeakMap<Database, Appender>();

/** Appends a message, together with what others send at the same moment. @returns and throws as `appendMessage` */
export function appendTogether({ database }: Core, message: NewMessage): Promise<Appended | undefined> {
  const known = appenders.get(database) ?? new Appender(database);
  appenders.set(database, known);
  return known.append(message);
}
