import type { QuickReply } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, literal } from '../core/input.ts';
import { usableBy } from '../quickReply/quickReplyAccess.ts';
import { replyMatch, type ReplyMatch } from './matchRules.ts';
import { searchShape, type SearchInput } from './searchFilters.ts';
import { emptyPage, takePage, type Found, type SearchPage } from './searchPage.ts';
import { wordsOf } from './searchRules.ts';

/** A quick reply in whose title and content all words of a search stand. */
export interface QuickReplyHit extends ReplyMatch {
  reply: QuickReply;
}

/** Replies that hold the words looked at together. */
const portionSize = 100;

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
  const { query, first, after } = checkInput(searchShape.extend({ after: id.nullish() }), input);
  const agent = asAgent(actor);
  const words = wordsOf(query);
  if (words.length === 0) return emptyPage;
  const where = {
    AND: [usableBy(agent), ...words.map((word) => ({ searchText: { contains: literal(word) } }))],
  };

  // Always from the primary: they are few, and whoever has just written one looks for it.
  async function* portions() {
    for (let last = after ?? undefined; ;) {
      const replies = await core.database.prisma.quickReply.findMany({
        where,
        orderBy: [{ usageCount: 'desc' }, { id: 'asc' }],
        take: portionSize,
        ...(last && { cursor: { id: last }, skip: 1 }),
      });
      yield { found: hitsAmong(replies, words) };
      last = replies.at(-1)?.id;
      if (replies.length < portionSize) return;
    }
  }
  return takePage(first, portions());
}

async function* hitsAmong(
  replies: readonly QuickReply[],
  words: readonly string[],
): AsyncGenerator<Found<QuickReplyHit>> {
  for (const reply of replies) {
    const match = replyMatch(reply, words);
    if (match) yield { cursor: reply.id, hit: { reply, ...match } };
  }
}
