import type { Api } from '#lib/connection/api.ts';
import {
  SessionByIdDocument,
  type RowVisitorFragment,
  type SessionColumnsFragment,
  type SessionRowFragment,
} from '#lib/gql/generated.ts';
import { newerOf, withColumns } from '#lib/session/sessionRows.svelte.ts';

interface TabRowsOptions {
  api: Pick<Api, 'query'>;
  /** What the lists know of a session. */
  known: (id: string) => SessionRowFragment | undefined;
  /** Called for a session that is not to be seen any more. */
  onGone: (id: string) => void;
}

/** What is known of the sessions that are open as tabs, whatever lists are shown: fetched once, then told of. */
export class TabRows {
  #rows = $state.raw<ReadonlyMap<string, SessionRowFragment>>(new Map());
  readonly #options: TabRowsOptions;
  /** Those to be known, with the newest columns that were told of while the row was on its way. */
  readonly #wanted = new Map<string, SessionColumnsFragment | null>();

  constructor(options: TabRowsOptions) {
    this.#options = options;
  }

  find(id: string): SessionRowFragment | undefined {
    return this.#rows.get(id);
  }

  add(id: string): void {
    if (this.#wanted.has(id)) return;
    this.#wanted.set(id, null);
    const known = this.#options.known(id);
    if (known) this.#put(known);
    else void this.#fetch(id);
  }

  remove(id: string): void {
    this.#wanted.delete(id);
    this.#change((rows) => rows.delete(id));
  }

  /** The stream began, or began anew: no event told what has changed before. */
  fetchAll(ids: readonly string[]): void {
    for (const id of ids) {
      if (!this.#wanted.has(id)) this.#wanted.set(id, null);
      void this.#fetch(id);
    }
  }

  applyColumns(columns: SessionColumnsFragment): void {
    const { id, version } = columns;
    if (!this.#wanted.has(id)) return;
    const row = this.#rows.get(id);
    const heard = this.#wanted.get(id);
    if (!heard || heard.version < version) this.#wanted.set(id, columns);
    if (row && row.version < version) this.#change((rows) => rows.set(id, withColumns(row, columns)));
  }

  applyVisitor(visitor: RowVisitorFragment): void {
    for (const row of this.#rows.values()) {
      if (row.visitor.id !== visitor.id || row.visitor.version >= visitor.version) continue;
      this.#change((rows) => rows.set(row.id, { ...row, visitor: { ...row.visitor, ...visitor } }));
    }
  }

  async #fetch(id: string): Promise<void> {
    // Without an answer the line is down: when it is back, the stream begins anew and all are fetched again.
    const answer = await this.#options.api.query(SessionByIdDocument, { id }).catch(() => null);
    if (!answer || !this.#wanted.has(id)) return;
    if (answer.session.__typename === 'Session') this.#put(answer.session);
    else this.#options.onGone(id);
  }

  #put(row: SessionRowFragment): void {
    const known = this.#rows.get(row.id);
    const newest = known ? newerOf(known, row) : row;
    const heard = this.#wanted.get(row.id);
    const isOvertaken = heard && heard.version > newest.version;
    this.#change((rows) => rows.set(row.id, isOvertaken ? withColumns(newest, heard) : newest));
  }

  #change(by: (rows: Map<string, SessionRowFragment>) => unknown): void {
    const rows = new Map(this.#rows);
    by(rows);
    this.#rows = rows;
  }
}
