import type { RowVisitorFragment, SessionRowFragment } from '#lib/gql/generated.ts';

const keptVisitors = 500;

/** Visitors whose change was told lately: a session that was asked for before may still bring them as they were. */
export class RecentVisitors {
  /** In the order in which they changed. */
  readonly #visitors = new Map<string, RowVisitorFragment>();

  remember(visitor: RowVisitorFragment): void {
    const newest = this.#newest(visitor);
    this.#visitors.delete(visitor.id);
    this.#visitors.set(visitor.id, newest);
    for (const id of this.#visitors.keys()) {
      if (this.#visitors.size <= keptVisitors) break;
      this.#visitors.delete(id);
    }
  }

  /** A row with its visitor's newest name and tags. */
  inRow(row: SessionRowFragment): SessionRowFragment {
    const visitor = this.#newest(row.visitor);
    return visitor === row.visitor ? row : { ...row, visitor: { ...row.visitor, ...visitor } };
  }

  #newest(visitor: RowVisitorFragment): RowVisitorFragment {
    const recent = this.#visitors.get(visitor.id);
    return recent && recent.version > visitor.version ? recent : visitor;
  }
}
