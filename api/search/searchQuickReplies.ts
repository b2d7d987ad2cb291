import type { QuickReply } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { InvalidInputError } from '../core/errors.ts';
import { checkInput, literal } from '../core/input.ts';
import { usableBy } from '../quickReply/quickReplyAccess.ts';
import { replyMatch, type ReplyMatch } from './matchRules.ts';
import { searchShape, type SearchInput } from './searchFilters.ts';
import { emptyPage, type SearchPage } from './searchPage.ts';
import { wordsOf } from './searchRules.ts';

/** A quick reply in whose title and content all words of a search stand. */
export interface QuickReplyHit extends ReplyMatch {
  reply: QuickReply;
}

/** Of so many that hold the words, those used most often are looked at. */
const looked = 1_000;

/**
 * Finds public quick replies, one's own and those of colleagues of one's department and below by title (also in pinyin) and
 * content; what is used most often first.
 * @throws InvalidInputError, NotSignedInError
 */
export async function searchQuickReplies(
  core: Core,
  actor: Actor,
  input: Omit<SearchInput, 'filter'>,
): Promise<SearchPage<QuickReplyHit>> {
  const { query, first, after } = checkInput(searchShape, input);
  const agent = asAgent(actor);
  const words = wordsOf(query);
  if (words.length === 0) return emptyPage;
  const holding = words.map((word) => ({ searchText: { contains: literal(word) } }));
  const replies = await core.database.prisma.quickReply.findMany({
    where: { AND: [usableBy(agent), ...holding] },
    orderBy: [{ usageCount: 'desc' }, { id: 'asc' }],
    take: looked,
  });
  const hits = replies.flatMap((reply) => {
    const match = replyMatch(reply, words);
    return match ? [{ cursor: reply.id, hit: { reply, ...match } }] : [];
  });
  const start = after ? hits.findIndex(({ cursor }) => cursor === after) + 1 : 0;
  if (after && start === 0) throw new InvalidInputError([{ field: 'after', rule: 'MALFORMED' }]);
  const found = hits.slice(start, start + first);
  return { found, hasMore: hits.length > start + first, endCursor: found.at(-1)?.cursor ?? null };
}
