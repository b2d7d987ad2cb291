/** A session as far as moving to it asks. */
interface Place {
  id: string;
  unreadCount: number;
}

/** One step down or up. */
export type Step = 1 | -1;

/** The session beside the open one; where none of them is open, the first one on the way. Null at the end. */
export function besideIn(rows: readonly Place[], openId: string | null, step: Step): string | null {
  const index = rows.findIndex(({ id }) => id === openId);
  return (index === -1 ? rows.at(step === 1 ? 0 : -1) : rows[index + step])?.id ?? null;
}

/** The next session with something unread, going on from the other end; null where there is none but the open one. */
export function unreadIn(rows: readonly Place[], openId: string | null, step: Step): string | null {
  const index = rows.findIndex(({ id }) => id === openId);
  const from = index === -1 && step === -1 ? 0 : index;
  for (let count = 1; count <= rows.length; count++) {
    const row = rows.at((from + step * count) % rows.length);
    if (row && row.unreadCount > 0 && row.id !== openId) return row.id;
  }
  return null;
}
