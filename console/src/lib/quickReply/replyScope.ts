import type { QuickReplyFilterInput } from '#lib/gql/generated.ts';

/** Whose replies: everybody's and one's own, only one of the two, or a colleague's. */
export interface ReplyScope {
  isPublic: boolean | null;
  ownerId: string | null;
}

export const allReplies: ReplyScope = { isPublic: null, ownerId: null };
export const publicReplies: ReplyScope = { isPublic: true, ownerId: null };

/** One's own, or a colleague's. */
export function repliesOf(ownerId: string): ReplyScope {
  return { isPublic: null, ownerId };
}

export function isSameScope(a: ReplyScope, b: ReplyScope): boolean {
  return a.isPublic === b.isPublic && a.ownerId === b.ownerId;
}

/** What the API is asked for. */
export function filterFor(scope: ReplyScope, search: string): QuickReplyFilterInput {
  return { isPublic: scope.isPublic, ownerId: scope.ownerId, search: search || null };
}
