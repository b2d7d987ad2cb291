import type { ReplyFragment } from '#lib/gql/generated.ts';

/** Replies of one category of one owner; those without one stand together too. */
export interface ReplyGroup {
  id: string;
  /** Null for those that are in no category. */
  name: string | null;
  isPublic: boolean;
  replies: readonly ReplyFragment[];
}

/** A line of the list: the heading of a group, or a reply. */
export type ReplyLine =
  { kind: 'heading'; id: string; group: ReplyGroup } | { kind: 'reply'; id: string; reply: ReplyFragment };

/** Replies by category: everybody's before those of an agent, each in its order, those without a category last. */
export function replyGroups(replies: readonly ReplyFragment[]): ReplyGroup[] {
  const groups = new Map<string, ReplyGroup & { replies: ReplyFragment[]; place: number }>();
  for (const reply of replies) {
    const { category, ownerId } = reply;
    const id = category?.id ?? `none-${ownerId ?? 'public'}`;
    const group = groups.get(id);
    if (group) group.replies.push(reply);
    else
      groups.set(id, {
        id,
        name: category?.name ?? null,
        isPublic: ownerId === null,
        replies: [reply],
        place: category?.position ?? Number.POSITIVE_INFINITY,
      });
  }
  const rank = (a: ReplyGroup, b: ReplyGroup) => Number(b.isPublic) - Number(a.isPublic);
  return [...groups.values()].sort((a, b) => rank(a, b) || comparePlaces(a.place, b.place));
}

/** The list as it is seen, line by line. */
export function replyLines(groups: readonly ReplyGroup[]): ReplyLine[] {
  return groups.flatMap((group) => [
    { kind: 'heading' as const, id: `heading-${group.id}`, group },
    ...group.replies.map((reply) => ({ kind: 'reply' as const, id: reply.id, reply })),
  ]);
}

function comparePlaces(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
