import type { SessionColumnsFragment, SessionRowFragment } from '#lib/gql/generated.ts';
import { isIncomplete, newerOf, withColumns } from './sessionRows.svelte.ts';

/** What events said while pages of a list were on their way: it is newer than what the pages may bring. */
export class SessionNews {
  /** The newest of each session; null when it is no longer to be seen. */
  readonly #news = new Map<string, SessionColumnsFragment | SessionRowFragment | null>();

  hear(session: SessionColumnsFragment | SessionRowFragment): void {
    const heard = this.#news.get(session.id);
    if (!heard || session.version >= heard.version) this.#news.set(session.id, session);
  }

  hearWithdrawal(id: string): void {
    this.#news.set(id, null);
  }

  /**
   * Brings loaded rows up to date.
   * @param known what is shown of a session, for those of which there is news but no loaded row
   * @returns the rows, and the columns of those of which more must be known
   */
  appliedTo(
    loaded: ReadonlyMap<string, SessionRowFragment>,
    known: (id: string) => SessionRowFragment | undefined,
  ): { rows: SessionRowFragment[]; incomplete: SessionColumnsFragment[] } {
    const rows = new Map(loaded);
    const incomplete: SessionColumnsFragment[] = [];
    for (const [id, news] of this.#news) {
      const row = newest(known(id), loaded.get(id));
      if (news === null) {
        rows.delete(id);
        continue;
      }
      const isNewer = !row || news.version > row.version;
      if (isNewer && (!row || isIncomplete(row, news))) incomplete.push(news);
      if (row) rows.set(id, isNewer ? withColumns(row, news) : row);
    }
    return { rows: [...rows.values()], incomplete };
  }
}

function newest(a: SessionRowFragment | undefined, b: SessionRowFragment | undefined) {
  return a && b ? newerOf(a, b) : (a ?? b);
}
