import { Prisma, type ContactDetail, type Visitor } from '../../prisma/generated/client/client.ts';
import { isMaskable } from '../contactDetail/contactDetailRules.ts';
import { asAgent, hasPermission, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { visitorMatch, type VisitorMatch } from './matchRules.ts';
import { notYetSearchable } from './notYetSearchable.ts';
import { searchShape, type SearchInput } from './searchFilters.ts';
import { cursorOf, emptyPage, endOf, placeOf, takePage, type Found, type SearchPage } from './searchPage.ts';
import { termsOf, wordsOf } from './searchRules.ts';
import { sessionsToSearch } from './sessionsToSearch.ts';

/** A visitor in whose nickname, note and contact data all words of a search stand. */
export interface VisitorHit extends VisitorMatch {
  visitor: Visitor;
  /** The visitor's latest session among those that are searched. */
  sessionId: string;
}

type KnownVisitor = Visitor & { contactDetails: ContactDetail[] };

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
    for (const { id: sessionId, visitor } of await visitorsOf(core, agent, ids)) {
      const match = visitorMatch(visitor, words);
      const cursor = cursorOf({ sessionId, seq: 0 });
      if (match) yield { cursor, hit: { visitor, sessionId, ...match } };
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
  const conditions = words.map((word) => {
    const terms = termsOf([word]);
    return withContactData
      ? Prisma.sql`(search_terms(v."text") @@ ${terms}::tsquery OR search_terms(v."contactText") @@ ${terms}::tsquery)`
      : Prisma.sql`search_terms(v."text") @@ ${terms}::tsquery`;
  });
  return Prisma.sql`SELECT o."id" FROM "Session" o WHERE o."visitorId" IN (
    SELECT v."visitorId" FROM "SearchableVisitor" v WHERE ${Prisma.join(conditions, ' AND ')}
    UNION ${notYet})`;
}

/** The visitors of sessions, in the order of these, with what the agent may know of how to reach them. */
async function visitorsOf(
  core: Core,
  agent: AgentActor,
  ids: string[],
): Promise<{ id: string; visitor: KnownVisitor }[]> {
  const withContactData = seesContactData(agent);
  const sessions = await core.database.prisma.session.findMany({
    where: { id: { in: ids } },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      visitor: {
        include: {
          contactDetails: withContactData ? { where: { status: { not: 'REJECTED' } } } : { take: 0 },
        },
      },
    },
  });
  for (const { visitor } of sessions)
    visitor.contactDetails = visitor.contactDetails.filter(({ kind }) => isMaskable(kind));
  return sessions;
}
