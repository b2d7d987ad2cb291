import type { ContactKind, KnownDetailFragment } from '#lib/gql/generated.ts';

/** The values of one kind that count now, in the order in which they became known. */
export function currentOf(
  details: readonly KnownDetailFragment[],
  kind: ContactKind,
): readonly KnownDetailFragment[] {
  return details.filter((detail) => detail.kind === kind && detail.isCurrent);
}

/** What was known before, and what was rejected; the latest first. */
export function earlierOf(details: readonly KnownDetailFragment[]): readonly KnownDetailFragment[] {
  return details.filter(({ isCurrent }) => !isCurrent).reverse();
}
