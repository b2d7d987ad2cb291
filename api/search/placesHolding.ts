import { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { folded } from '../core/input.ts';
import { readRows } from './readRows.ts';
import type { SearchPlace } from './searchPage.ts';
import { placesOf } from './searchRules.ts';

/** Stretches whose texts are read at a time: what is found often fills a page with the first of them. */
const readAtOnce = 40;
/** As many places as a page has, with some to spare for what may not be read. */
const mostPlaces = 60;

/** Whether a text holds all words, as a condition; `strpos` finds a word in half the time that `LIKE` takes. */
function holdsAll(text: string, words: readonly string[]): Prisma.Sql {
  return Prisma.join(
    words.map((word) => Prisma.sql`strpos(${Prisma.raw(text)}, ${word}) > 0`),
    ' AND ',
  );
}

/** Of common words many stretches hold each, and few in the same message: these alone are worth reading. */
function holdsAllInOneMessage(words: readonly string[]): Prisma.Sql {
  if (words.length < 2) return holdsAll('"text"', words);
  return Prisma.sql`${holdsAll('"text"', words)} AND EXISTS (
    SELECT FROM unnest(string_to_array("text", E'\\n')) message WHERE ${holdsAll('message', words)})`;
}

/** A stretch of a session in which all words stand somewhere; its text is null while it is not searchable yet. */
interface Piece {
  sessionId: string;
  fromSeq: number;
  text: string | null;
  toSeq: number;
}

/**
 * Where in sessions messages hold all of some words, the newest session first and in it the newest message. The texts that
 * search keeps tell it, so that messages are read only where a word is found; what is not among these yet is read itself.
 * @returns some places at a time
 */
export async function* placesHolding(
  core: Core,
  sessionIds: readonly string[],
  words: readonly string[],
): AsyncGenerator<SearchPlace[]> {
  let last: Piece | undefined;
  for (let rest = sessionIds; ; rest = rest.filter((id) => last && id <= last.sessionId)) {
    const pieces = await readPieces(core, rest, words, last);
    const unkept = await unkeptTexts(
      core,
      pieces.filter(({ text }) => text === null),
    );
    const places = pieces.flatMap(({ sessionId, fromSeq, toSeq, text }) =>
      text === null
        ? (unkept.get(sessionId) ?? []).filter(({ seq }) => seq >= fromSeq && seq <= toSeq)
        : placesIn(sessionId, fromSeq, text),
    );
    const holding = places.filter(({ line }) => words.every((word) => !placesOf(word, line).next().done));
    for (let at = 0; at < holding.length; at += mostPlaces)
      yield holding.slice(at, at + mostPlaces).map(({ sessionId, seq }) => ({ sessionId, seq }));
    last = pieces.at(-1);
    if (pieces.length < readAtOnce) return;
  }
}

/** Messages of a stretch in reverse, folded. Their numbers have no gaps. */
function placesIn(sessionId: string, fromSeq: number, text: string) {
  return text
    .split('\n')
    .map((line, index) => ({ sessionId, seq: fromSeq + index, line }))
    .reverse();
}

async function readPieces(
  core: Core,
  sessionIds: readonly string[],
  words: readonly string[],
  last: Piece | undefined,
): Promise<Piece[]> {
  const after = last
    ? Prisma.sql`("sessionId", "fromSeq") < (${last.sessionId}::uuid, ${last.fromSeq}::int)`
    : Prisma.sql`true`;
  const pieces = Prisma.sql`SELECT * FROM (
      SELECT "sessionId", "fromSeq", "toSeq", "text" FROM "SearchableTalk"
      WHERE "sessionId" = ANY (${sessionIds}::uuid[]) AND ${holdsAllInOneMessage(words)}
      UNION ALL SELECT "id", "searchableSeq" + 1, "lastSeq", NULL FROM "Session"
      WHERE "id" = ANY (${sessionIds}::uuid[]) AND "searchableSeq" < "lastSeq"
    ) pieces
    WHERE ${after}
    ORDER BY "sessionId" DESC, "fromSeq" DESC LIMIT ${readAtOnce}`;
  return readRows<Piece>(core, pieces);
}

/** What was said in pieces that search does not keep yet, by session, the newest first. */
async function unkeptTexts(core: Core, pieces: readonly Piece[]) {
  if (pieces.length === 0) return new Map<string, (SearchPlace & { line: string })[]>();
  const messages = await core.readReplica.query<{ sessionId: string; seq: number; text: string }>(
    `SELECT m."sessionId", m."seq", m."text" FROM unnest($1::uuid[], $2::int[], $3::int[]) p ("sessionId", "fromSeq", "toSeq")
    JOIN "Message" m ON m."sessionId" = p."sessionId" AND m."seq" BETWEEN p."fromSeq" AND p."toSeq"
    ORDER BY m."sessionId" DESC, m."seq" DESC`,
    [
      pieces.map(({ sessionId }) => sessionId),
      pieces.map(({ fromSeq }) => fromSeq),
      pieces.map(({ toSeq }) => toSeq),
    ],
  );
  const places = messages.map(({ text, ...place }) => ({ ...place, line: folded(text) }));
  return Map.groupBy(places, ({ sessionId }) => sessionId);
}
