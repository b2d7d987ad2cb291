import type { Api } from '#lib/connection/api.ts';
import {
  SessionByIdDocument,
  type SessionColumnsFragment,
  type SessionRowFragment,
} from '#lib/gql/generated.ts';
import { isIncomplete, withColumns } from './sessionRows.svelte.ts';

interface SessionFetchesOptions {
  api: Api;
  onRow: (row: SessionRowFragment) => void;
  /** Called for a session that is not fetched because so many are already. */
  onTooMany: (columns: SessionColumnsFragment) => void;
}

/** A row under way, with the newest columns that are known of it. */
interface Fetch {
  columns: SessionColumnsFragment;
}

const mostAtOnce = 20;

/** Fetches rows of which only the columns are known, each once however often it changes meanwhile. */
export class SessionFetches {
  readonly #options: SessionFetchesOptions;
  readonly #underWay = new Map<string, Fetch>();

  constructor(options: SessionFetchesOptions) {
    this.#options = options;
  }

  async fetch(columns: SessionColumnsFragment): Promise<void> {
    const { id } = columns;
    if (this.#underWay.has(id)) return this.hear(columns);
    if (this.#underWay.size >= mostAtOnce) return this.#options.onTooMany(columns);
    const fetch: Fetch = { columns };
    this.#underWay.set(id, fetch);
    const answer = await this.#options.api.query(SessionByIdDocument, { id }).catch(() => null);
    if (this.#underWay.get(id) !== fetch) return;
    this.#underWay.delete(id);
    // Without an answer the line is down: when it is back, the stream starts anew and has the whole list fetched.
    if (answer?.session.__typename !== 'Session') return;
    const row = answer.session;
    // An answer that was overtaken on its way is not the last word.
    const isOvertaken = fetch.columns.version > row.version;
    this.#options.onRow(isOvertaken ? withColumns(row, fetch.columns) : row);
    if (isOvertaken && isIncomplete(row, fetch.columns)) void this.fetch(fetch.columns);
  }

  /** Keeps in mind what is newer than the answer that is under way. */
  hear(columns: SessionColumnsFragment): void {
    const fetch = this.#underWay.get(columns.id);
    if (fetch && fetch.columns.version < columns.version) fetch.columns = columns;
  }

  /** The session is no longer to be seen: an answer that is under way brings it back no more. */
  forget(id: string): void {
    this.#underWay.delete(id);
  }

  forgetAll(): void {
    this.#underWay.clear();
  }
}
