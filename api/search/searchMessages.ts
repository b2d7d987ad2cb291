import { Prisma, type Message } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { textFor } from '../message/messageRules.ts';
import { notYetSearchable } from './notYetSearchable.ts';
import { rangesOf, type TextRange } from './rangeRules.ts';
import { searchShape, type SearchFilter, type SearchInput } from './searchFilters.ts';
import {
  cursorOf,
  emptyPage,
  endOf,
  placeOf,
  takePage,
  type Found,
  type SearchPage,
  type SearchPlace,
} from './searchPage.ts';
import { placesHolding } from './placesHolding.ts';
import { termsOf, wordsOf } from './searchRules.ts';
import { sessionsToSearch } from './sessionsToSearch.ts';

/** A message in which all words of a search stand. */
export interface MessageHit {
  message: Message;
  /** Where in the text that the searcher may read. */
  ranges: TextRange[];
}

/** Sessions whose texts are looked at first: often enough for a page. */
const firstLook = 50;

/** A list in parts, each twice as long as the one before. */
function* growing(ids: readonly string[]): Generator<string[]> {
  for (let at = 0, size = firstLook; at < ids.length; size *= 2) {
    yield ids.slice(at, at + size);
    at += size;
  }
}

/**
 * Finds what was said in the sessions that an agent may see, the newest session first and in it the newest message. New
 * messages are found at once. Contact data that is masked for the agent finds nothing.
 * @throws InvalidInputError, NotSignedInError
 */
export async function searchMessages(
  core: Core,
  actor: Actor,
  input: SearchInput,
): Promise<SearchPage<MessageHit>> {
  const { query, filter, first, after } = checkInput(searchShape, input);
  const agent = asAgent(actor);
  const words = wordsOf(query);
  if (words.length === 0) return emptyPage;
  const place = after ? placeOf(after) : undefined;
  const before = place && { sessionId: place.sessionId, isIncluded: true };
  const holding = async () => Prisma.sql`
    SELECT sessions_saying(${termsOf(words)}::tsquery)
    UNION ${await notYetSearchable(core, 'Session')}`;

  async function* hitsIn(ids: string[]): AsyncGenerator<Found<MessageHit>> {
    for (const some of growing(ids)) {
      for await (const places of placesHolding(core, some, words)) {
        for (const message of await readMessages(core, places, filter)) {
          const { sessionId, seq } = message;
          if (place && sessionId === place.sessionId && seq >= place.seq) continue;
          const ranges = rangesOf(textFor(agent, message.text, message.maskedText), words);
          if (ranges) yield { cursor: cursorOf(message), hit: { message, ranges } };
        }
      }
    }
  }
  async function* portions() {
    for await (const { ids, isCut } of sessionsToSearch(core, agent, { filter, before, holding }))
      yield { found: hitsIn(ids), cutAt: isCut ? endOf(ids) : undefined };
  }
  return takePage(first, portions());
}

/** The messages at these places that agents may read (the twin of `readableMessages`), the newest first. */
async function readMessages(
  core: Core,
  places: readonly SearchPlace[],
  { from, until }: SearchFilter,
): Promise<Message[]> {
  return core.database.query<Message>(
    `SELECT m.* FROM unnest($1::uuid[], $2::int[]) p ("sessionId", "seq")
    JOIN "Message" m ON m."sessionId" = p."sessionId" AND m."seq" = p."seq"
    JOIN "Session" s ON s."id" = p."sessionId"
    WHERE (NOT m."isWithheld" OR s."doNotDisturbSince" IS NULL)
      AND ($3::timestamptz IS NULL OR m."createdAt" >= $3::timestamptz)
      AND ($4::timestamptz IS NULL OR m."createdAt" < $4::timestamptz)
    ORDER BY m."sessionId" DESC, m."seq" DESC`,
    [places.map(({ sessionId }) => sessionId), places.map(({ seq }) => seq), from ?? null, until ?? null],
  );
}
