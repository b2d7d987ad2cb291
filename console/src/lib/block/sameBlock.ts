import type { BlockDetailsFragment, BlockVisitorInput } from '#lib/gql/generated.ts';

/** What blocks a visitor again as they were blocked before it was lifted. */
export function sameBlock(
  sessionId: string,
  { reason, address, expiresAt }: Pick<BlockDetailsFragment, 'reason' | 'address' | 'expiresAt'>,
): BlockVisitorInput {
  return { sessionId, reason, includesAddress: address !== null, expiresAt };
}
