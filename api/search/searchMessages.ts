import { Prisma, type Message } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { textFor } from '../message/messageRules.ts';
import { idsHeld } from './idsHeld.ts';
import { notYetSearchable } from './notYetSearchable.ts';
import { placesHolding } from './placesHolding.ts';
import { rangesOf, type TextRange } from './rangeRules.ts';
import type { SearchFilter, SearchInput } from './searchFilters.ts';
import { searchInSessions, type Search } from './searchInSessions.ts';
import { cursorOf, type Found, type SearchPage, type SearchPlace } from './searchPage.ts';
import { termsOf } from './searchRules.ts';

/** A message in which all words of a search stand. */
export interface MessageHit {
  message: Message;
  /** Where in the text that the searcher may read. */
  ranges: TextRange[];
}

/** Places that usually fill a page. */
const pageOfPlaces = 30;

/** Sessions whose texts are looked at first: often enough for a page. */
const firstLook = 50;
/** Of more sessions than these, those before did not fill the page: there is little to find in them. */
const mostInParts = 200;

/** Sessions in parts, each four times as long as the one before, unless they are many. */
function* growing(ids: readonly string[]): Generator<string[]> {
  let size = ids.length > mostInParts ? ids.length : firstLook;
  for (let at = 0; at < ids.length; size *= 4) {
    yield ids.slice(at, at + size);
    at += size;
  }
}

/**
 * Finds what was said in the sessions that an agent may see, the newest session first and in it the newest message. New
 * messages are found at once. Contact data that is masked for the agent finds nothing.
 * @throws InvalidInputError, NotSignedInError
 */
export function searchMessages(
  core: Core,
  actor: Actor,
  input: SearchInput,
): Promise<SearchPage<MessageHit>> {
  return searchInSessions(core, actor, input, {
    holding: ({ words }) =>
      idsHeld(
        core,
        Prisma.sql`SELECT sessions_saying(${termsOf(words)}::tsquery)
          UNION ALL ${notYetSearchable('Session')}`,
      ),
    hitsIn: (search, ids) => messagesIn(core, search, ids),
  });
}

async function* messagesIn(
  core: Core,
  { agent, words, filter, place }: Search,
  sessionIds: readonly string[],
): AsyncGenerator<Found<MessageHit>> {
  for await (const places of worthReading(core, sessionIds, words)) {
    for (const message of await readMessages(core, places, filter)) {
      if (message.sessionId === place?.sessionId && message.seq >= place.seq) continue;
      const ranges = rangesOf(textFor(agent, message.text, message.maskedText), words);
      if (ranges) yield { cursor: cursorOf(message), hit: { message, ranges } };
    }
  }
}

/** Where messages hold all words: a page of places at a time, or what is left. */
async function* worthReading(
  core: Core,
  sessionIds: readonly string[],
  words: readonly string[],
): AsyncGenerator<SearchPlace[]> {
  let waiting: SearchPlace[] = [];
  for (const some of growing(sessionIds)) {
    for await (const places of placesHolding(core, some, words)) {
      waiting.push(...places);
      if (waiting.length < pageOfPlaces) continue;
      yield waiting;
      waiting = [];
    }
  }
  if (waiting.length > 0) yield waiting;
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
