import { Prisma } from '../../prisma/generated/client/client.ts';
import { ContactKind } from '../../prisma/generated/client/enums.ts';
import { isMaskable } from '../contactDetail/contactDetailRules.ts';
import { asAgent, hasPermission, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { visitorMatch, type KnownVisitor, type VisitorMatch } from './matchRules.ts';
import { notYetSearchable } from './notYetSearchable.ts';
import { searchShape, type SearchInput } from './searchFilters.ts';
import { cursorOf, emptyPage, endOf, placeOf, takePage, type Found, type SearchPage } from './searchPage.ts';
import { termsOf, wordsOf } from './searchRules.ts';
import { sessionsToSearch } from './sessionsToSearch.ts';

/** A visitor in whose nickname, note and contact data all words of a search stand. */
export interface VisitorHit extends VisitorMatch {
  visitorId: string;
  /** The visitor's latest session among those that are searched. */
  sessionId: string;
}

/**
 * Finds visitors of the sessions that an agent may see by nickname (also in pinyin), note, and contact data for those who
 * may see it; who came last first.
 * @throws InvalidInputError, NotSignedInError
 */
export async function searchVisitors(
  core: Core,
  actor: Actor,
  input: SearchInput,
): Promise<SearchPage<VisitorHit>> {
  const { query, filter, first, after } = checkInput(searchShape, input);
  const agent = asAgent(actor);
  const words = wordsOf(query);
  if (words.length === 0) return emptyPage;
  const before = after ? { sessionId: placeOf(after).sessionId, isIncluded: false } : undefined;
  const holding = async () =>
    sessionsOfVisitorsHolding(words, seesContactData(agent), await notYetSearchable(core, 'Visitor'));

  async function* hitsIn(ids: string[]): AsyncGenerator<Found<VisitorHit>> {
    for (const { sessionId, visitorId, ...known } of await visitorsOf(core, agent, ids)) {
      const match = visitorMatch(known, words);
      const cursor = cursorOf({ sessionId, seq: 0 });
      if (match) yield { cursor, hit: { visitorId, sessionId, ...match } };
    }
  }
  async function* portions() {
    const options = { filter, before, holding, isLatestOnly: true };
    for await (const { ids, isCut } of sessionsToSearch(core, agent, options))
      yield { found: hitsIn(ids), cutAt: isCut ? endOf(ids) : undefined };
  }
  return takePage(first, portions());
}

const seesContactData = (agent: AgentActor) => hasPermission(agent, 'SEE_CONTACT_DATA');

/** Each word may stand somewhere else. */
function sessionsOfVisitorsHolding(
  words: readonly string[],
  withContactData: boolean,
  notYet: Prisma.Sql,
): Prisma.Sql {
  const known = words.map(
    (word) => Prisma.sql`SELECT visitors_known_by(${termsOf([word])}::tsquery, ${withContactData}::boolean)`,
  );
  return Prisma.sql`SELECT o."id" FROM "Session" o WHERE o."visitorId" IN (
    (${Prisma.join(known, ' INTERSECT ')}) UNION ${notYet})`;
}

/** The visitors of sessions, in the order of these, with how to reach them for those who may know it. */
async function visitorsOf(
  core: Core,
  agent: AgentActor,
  ids: string[],
): Promise<(KnownVisitor & { sessionId: string; visitorId: string })[]> {
  return core.database.query(
    `SELECT s."id" AS "sessionId", v."id" AS "visitorId", v."nickname", v."note",
      COALESCE((SELECT json_agg(json_build_object('kind', d."kind", 'value', d."value") ORDER BY d."foundAt", d."id")
        FROM "ContactDetail" d WHERE $2::boolean AND d."visitorId" = v."id" AND d."status" <> 'REJECTED'
          AND d."kind" = ANY ($3::text[]::"ContactKind"[])), '[]') AS "contacts"
    FROM "Session" s JOIN "Visitor" v ON v."id" = s."visitorId"
    WHERE s."id" = ANY ($1::uuid[]) ORDER BY s."id" DESC`,
    [ids, seesContactData(agent), Object.values(ContactKind).filter(isMaskable)],
  );
}
