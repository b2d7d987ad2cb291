import {
  parse,
  protocol,
  type ExecProtocolResult,
  type PGlite,
  type QueryOptions,
  type Results,
} from '@electric-sql/pglite';
import { statementNames } from './statementNames.ts';

/** A statement as PostgreSQL knows it. */
interface Prepared {
  /** Empty for one that is not kept. */
  name: string;
  /** Its parameters' types, as OIDs. */
  parameterTypes: readonly number[];
  /** What says which columns its rows have. */
  description: ExecProtocolResult['messages'];
}

/**
 * Statements of an embedded database, each parsed and planned once as a server's are: PGlite's own `query` does that anew each
 * time, which takes longer than most of our statements, and goes into WebAssembly six times instead of once.
 */
class EmbeddedStatements {
  readonly #pglite: PGlite;
  readonly #nameOf = statementNames();
  readonly #prepared = new Map<string, Prepared>();
  readonly #parsers = new WeakMap<object, PGlite['parsers']>();

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** As PGlite's `query`: waits while a transaction is open. */
  query = async <Row>(text: string, values: readonly unknown[] = [], options: QueryOptions = {}) => {
    // One that is closed says so, instead of running into what is not there any more.
    await this.#pglite._checkReady();
    return this.#pglite._runExclusiveTransaction(() => this.queryWithin<Row>(text, values, options));
  };

  /** The same within the transaction that is open. */
  queryWithin = <Row>(text: string, values: readonly unknown[] = [], options: QueryOptions = {}) =>
    this.#pglite._runExclusiveQuery(() => this.#run<Row>(text, values, options));

  async #run<Row>(text: string, values: readonly unknown[], options: QueryOptions): Promise<Results<Row>> {
    const { name, parameterTypes, description } = this.#prepared.get(text) ?? (await this.#prepare(text));
    const given = values.map((value, place) => this.#written(value, parameterTypes[place] ?? 0));
    const { bind, execute, sync } = protocol.serialize;
    const messages = await this.#send(bind({ statement: name, values: given }), execute({}), sync());
    const { parsers, ...rest } = options;
    const [result] = parse.parseResults([...description, ...messages], this.#parsersWith(parsers), rest);
    return result as Results<Row>;
  }

  /** What reads values: these before PGlite's own, which PGlite would copy by the hundred for each statement. */
  #parsersWith(parsers: QueryOptions['parsers']): PGlite['parsers'] {
    if (!parsers) return this.#pglite.parsers;
    const kept =
      this.#parsers.get(parsers) ??
      (Object.assign(Object.create(this.#pglite.parsers), parsers) as PGlite['parsers']);
    this.#parsers.set(parsers, kept);
    return kept;
  }

  async #prepare(text: string): Promise<Prepared> {
    const name = this.#nameOf(text);
    const { parse: prepare, describe, sync } = protocol.serialize;
    const messages = await this.#send(prepare({ name, text }), describe({ type: 'S', name }), sync());
    const prepared = {
      name,
      parameterTypes: parse.parseDescribeStatementResults(messages),
      description: messages.filter((message) => message.name === 'rowDescription'),
    };
    if (name) this.#prepared.set(text, prepared);
    return prepared;
  }

  async #send(...parts: Uint8Array[]): Promise<ExecProtocolResult['messages']> {
    const { messages } = await this.#pglite.execProtocol(Buffer.concat(parts));
    return messages;
  }

  #written(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const write = this.#pglite.serializers[type];
    return write ? write(value) : String(value as string | number | bigint | boolean);
  }
}

const statementsByDatabase = new WeakMap<PGlite, EmbeddedStatements>();

/** The statements of a database, the same each time: their names are the database's. */
export function embeddedStatements(pglite: PGlite): EmbeddedStatements {
  const statements = statementsByDatabase.get(pglite) ?? new EmbeddedStatements(pglite);
  statementsByDatabase.set(pglite, statements);
  return statements;
}
