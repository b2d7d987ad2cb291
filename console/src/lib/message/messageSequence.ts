import type { ThreadMessageFragment } from '#lib/gql/generated.ts';

/**
 * The messages with `added` among them, by number and each once; the same array where nothing was new. Both are sorted,
 * and what comes is nearly always newer than all that is there, or older.
 */
export function withMessages(
  messages: readonly ThreadMessageFragment[],
  added: readonly ThreadMessageFragment[],
): readonly ThreadMessageFragment[] {
  const first = added[0];
  const last = added.at(-1);
  if (!first || !last) return messages;
  const oldest = messages[0];
  const newest = messages.at(-1);
  if (!oldest || !newest) return added;
  if (first.seq > newest.seq) return [...messages, ...added];
  if (last.seq < oldest.seq) return [...added, ...messages];

  const known = new Set(messages.map(({ seq }) => seq));
  const fresh = added.filter(({ seq }) => !known.has(seq));
  if (fresh.length === 0) return messages;
  return [...messages, ...fresh].sort((a, b) => a.seq - b.seq);
}

/** The messages with `recalled` in the place of what was taken back; the same array where there is nothing to replace. */
export function withRecalled(
  messages: readonly ThreadMessageFragment[],
  recalled: ThreadMessageFragment,
): readonly ThreadMessageFragment[] {
  const index = messages.findLastIndex(({ seq }) => seq === recalled.seq);
  return messages[index]?.recalledAt === null ? messages.with(index, recalled) : messages;
}
