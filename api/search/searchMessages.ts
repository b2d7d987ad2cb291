import { Prisma, type Message } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { textFor } from '../message/messageRules.ts';
import { notYetSearchable } from './notYetSearchable.ts';
import { rangesOf, type TextRange } from './rangeRules.ts';
import { searchShape, type SearchFilter, type SearchInput } from './searchFilters.ts';
import { cursorOf, emptyPage, endOf, placeOf, takePage, type Found, type SearchPage } from './searchPage.ts';
import { patternsOf, termsOf, wordsOf } from './searchRules.ts';
import { sessionsToSearch } from './sessionsToSearch.ts';

/** A message in which all words of a search stand. */
export interface MessageHit {
  message: Message;
  /** Where in the text that the searcher may read. */
  ranges: TextRange[];
}

/** Stretches of talks whose messages are read at a time. */
const readAtOnce = 20;

type StretchKey = { sessionId: string; fromSeq: number; toSeq: number };

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
    const stretches = await stretchesHolding(core, ids, words);
    for (let at = 0; at < stretches.length; at += readAtOnce) {
      for (const message of await readStretches(core, stretches.slice(at, at + readAtOnce), filter)) {
        const { sessionId, seq } = message;
        if (place && sessionId === place.sessionId && seq >= place.seq) continue;
        const ranges = rangesOf(readableText(agent, message), words);
        if (ranges) yield { cursor: cursorOf(message), hit: { message, ranges } };
      }
    }
  }
  async function* portions() {
    for await (const { ids, isCut } of sessionsToSearch(core, agent, { filter, before, holding }))
      yield { found: hitsIn(ids), cutAt: isCut ? endOf(ids) : undefined };
  }
  return takePage(first, portions());
}

const readableText = (agent: AgentActor, { text, maskedText }: Message) => textFor(agent, text, maskedText);

/** The stretches of these sessions in which all words stand, and what is not searchable yet; the newest first. */
async function stretchesHolding(core: Core, ids: string[], words: string[]): Promise<StretchKey[]> {
  return core.database.query<StretchKey>(
    `SELECT "sessionId", "fromSeq", "toSeq" FROM "SearchableTalk"
    WHERE "sessionId" = ANY ($1::uuid[]) AND "text" LIKE ALL ($2::text[])
    UNION ALL SELECT "id", "searchableSeq" + 1, "lastSeq" FROM "Session"
    WHERE "id" = ANY ($1::uuid[]) AND "searchableSeq" < "lastSeq"
    ORDER BY 1 DESC, 2 DESC`,
    [ids, patternsOf(words)],
  );
}

/** The messages of stretches that agents may read (the twin of `readableMessages`), the newest first. */
async function readStretches(
  core: Core,
  stretches: StretchKey[],
  { from, until }: SearchFilter,
): Promise<Message[]> {
  return core.database.query<Message>(
    `SELECT m.* FROM unnest($1::uuid[], $2::int[], $3::int[]) r ("sessionId", "fromSeq", "toSeq")
    JOIN "Session" s ON s."id" = r."sessionId"
    JOIN "Message" m ON m."sessionId" = r."sessionId" AND m."seq" BETWEEN r."fromSeq" AND r."toSeq"
    WHERE (NOT m."isWithheld" OR s."doNotDisturbSince" IS NULL)
      AND ($4::timestamptz IS NULL OR m."createdAt" >= $4::timestamptz)
      AND ($5::timestamptz IS NULL OR m."createdAt" < $5::timestamptz)
    ORDER BY m."sessionId" DESC, m."seq" DESC`,
    [
      stretches.map(({ sessionId }) => sessionId),
      stretches.map(({ fromSeq }) => fromSeq),
      stretches.map(({ toSeq }) => toSeq),
      from ?? null,
      until ?? null,
    ],
  );
}
