import { createChance, pick } from '../support/chance.ts';
import { Actor, actorNames, type Transport } from './actors.ts';
import { createHostileText } from './hostileValues.ts';
import type { Chooser } from './inputs.ts';
import { KnownThings } from './knownThings.ts';
import { makeOperation } from './operations.ts';
import type { Operation } from './mangling.ts';
import { faultOf, WatchedServer } from './watchedServer.ts';

/** Something that must not happen, and what brought it about. */
export interface Finding {
  what: string;
  actor?: string;
  operation?: string;
  /** What the server logged at that moment. */
  log?: string[];
}

export interface FuzzedOperations {
  asked: number;
  /** How many were done as asked, with no error. */
  answered: number;
  /** How often each code, or status without one, was the answer. */
  codes: Record<string, number>;
  findings: Finding[];
  /** How often all was begun anew, because the admin had locked everybody out. */
  restarts: number;
  /** By how many bytes live objects grew from the first fifth to the end, where one server lived through it. */
  grownBy: number | undefined;
}

/** Asks a server so many operations as several people, and notes what must not happen. The same for the same seed. */
export async function fuzzOperations(
  { seed, count, environment = {} }: { seed: number; count: number; environment?: Record<string, string> },
  say: (line: string) => void = () => undefined,
): Promise<FuzzedOperations> {
  const chance = createChance(seed);
  const result: FuzzedOperations = {
    asked: 0,
    answered: 0,
    codes: {},
    findings: [],
    restarts: 0,
    grownBy: undefined,
  };
  const hostileText = createHostileText(seed, chance);
  let world = await World.open(environment);
  let before = 0;
  try {
    const warm = Math.floor(count / 5);
    for (; result.asked < count; result.asked++) {
      if (result.asked === warm) before = await world.watched.memory();
      if (result.asked % 1000 === 999)
        say(`${result.asked + 1} operations, ${result.findings.length} findings`);
      const chooser: Chooser = { chance, hostileText, known: world.known };
      const actor = pick(chance, pick(chance, [world.actors, world.insiders]));
      const operation = makeOperation(chooser);
      const fit = await world.ask(actor, operation, transportFor(chance, operation), result);
      if (fit) continue;
      result.restarts++;
      await world.close(result);
      world = await World.open(environment);
      before = 0;
    }
    if (before > 0) result.grownBy = (await world.watched.memory()) - before;
    if (!(await world.watched.isWell())) result.findings.push({ what: 'a normal request is not answered' });
  } finally {
    await world.close(result);
  }
  return result;
}

function transportFor(chance: () => number, { query }: Operation): Transport {
  if (/^\s*subscription/.test(query)) return pick(chance, ['sse', 'socket']);
  return chance() < 0.7 ? 'http' : 'socket';
}

/** A server, and the people who ask it. */
class World {
  readonly watched: WatchedServer;
  readonly actors: Actor[];
  /** Those who may do most: what they do goes deepest. */
  readonly insiders: Actor[];
  readonly known = new KnownThings();
  #linesSeen = 0;

  private constructor(watched: WatchedServer) {
    this.watched = watched;
    this.actors = actorNames.map((name) => new Actor(name, watched.server.url));
    this.insiders = this.actors.filter(({ name }) => ['visitor', 'admin', 'token'].includes(name));
  }

  static async open(environment: Record<string, string>): Promise<World> {
    return new World(await WatchedServer.start(environment));
  }

  /** @returns false when nobody can come in any more */
  async ask(
    actor: Actor,
    operation: Operation,
    transport: Transport,
    result: FuzzedOperations,
  ): Promise<boolean> {
    let answer;
    try {
      answer = await actor.ask(operation, transport);
    } catch (error) {
      if (isEntryRefused(error)) return false;
      const what = `no answer: ${String(error)} ${String((error as Error).cause ?? '')}`;
      result.findings.push({ what, actor: actor.name, operation: JSON.stringify(operation) });
      return this.watched.isWell().catch(() => false);
    }
    const fault = faultOf(answer);
    if (fault) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const log = this.#newErrors();
      result.findings.push({ what: fault, actor: actor.name, operation: JSON.stringify(operation), log });
    }
    this.#learn(answer, result);
    const isOut = /NOT_SIGNED_IN|BLOCKED/.test(answer.text) && actor.name !== 'stranger';
    if (isOut || result.asked % 97 === 0) await actor.leave();
    return true;
  }

  #learn({ status, text }: { status: number; text: string }, result: FuzzedOperations): void {
    const said = [...text.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code as string);
    const { codes } = result;
    for (const code of said.length > 0 ? new Set(said) : [String(status)])
      codes[code] = (codes[code] ?? 0) + 1;
    if (/"data":\{/.test(text) && said.length === 0) result.answered++;
    try {
      this.known.learn(JSON.parse(text));
    } catch {
      // What streams is no JSON as a whole.
    }
  }

  #newErrors(): string[] {
    const errors = this.watched.errorsSince(this.#linesSeen);
    this.#linesSeen = this.watched.server.logLines.length;
    return errors;
  }

  /** Ends all, and notes what was logged as an error. */
  async close(result: FuzzedOperations): Promise<void> {
    for (const actor of this.actors) await actor.leave();
    await this.watched.server.dispose();
    const log = this.#newErrors();
    if (log.length > 0) result.findings.push({ what: 'errors in the log', log });
  }
}

/** The admin asked for a second factor, or for single sign-on only, or deactivated everybody. */
function isEntryRefused(error: unknown): boolean {
  return error instanceof Error && /^Expected (Agent|SiteEntry|CreatedApiToken)|^HTTP /.test(error.message);
}
