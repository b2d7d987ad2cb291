import { Prisma } from '../../prisma/generated/client/client.ts';
import { ContactKind } from '../../prisma/generated/client/enums.ts';
import { isMaskable } from '../contactDetail/contactDetailRules.ts';
import { hasPermission, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { idsHeld, mostHeld } from './idsHeld.ts';
import { visitorMatch, type KnownVisitor, type VisitorMatch } from './matchRules.ts';
import { notYetSearchable } from './notYetSearchable.ts';
import type { SearchInput } from './searchFilters.ts';
import { searchInSessions, type Search } from './searchInSessions.ts';
import { cursorOf, type Found, type SearchPage } from './searchPage.ts';
import { termsOf } from './searchRules.ts';

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
export function searchVisitors(
  core: Core,
  actor: Actor,
  input: SearchInput,
): Promise<SearchPage<VisitorHit>> {
  return searchInSessions(core, actor, input, {
    holding: ({ agent, words }) => sessionsOfVisitorsHolding(core, words, seesContactData(agent)),
    hitsIn: (search, ids) => visitorsIn(core, search, ids),
    isLatestOnly: true,
  });
}

async function* visitorsIn(
  core: Core,
  { agent, words }: Search,
  ids: readonly string[],
): AsyncGenerator<Found<VisitorHit>> {
  for (const { sessionId, visitorId, ...known } of await visitorsOf(core, agent, ids)) {
    const match = visitorMatch(known, words);
    if (match) yield { cursor: cursorOf({ sessionId, seq: 0 }), hit: { visitorId, sessionId, ...match } };
  }
}

const seesContactData = (agent: AgentActor) => hasPermission(agent, 'SEE_CONTACT_DATA');

/** The sessions of the few visitors of whom all words are known; each word may stand somewhere else. */
async function sessionsOfVisitorsHolding(
  core: Core,
  words: readonly string[],
  withContactData: boolean,
): Promise<string[] | undefined> {
  const known = words.map(
    (word) => Prisma.sql`SELECT visitors_known_by(${termsOf([word])}::tsquery, ${withContactData}::boolean)`,
  );
  const visitorIds = await idsHeld(
    core,
    Prisma.sql`(${Prisma.join(known, ' INTERSECT ')}) UNION ALL ${notYetSearchable('Visitor')}`,
  );
  if (!visitorIds) return undefined;
  // `OFFSET 0` keeps PostgreSQL, which takes any list for a long one, from joining.
  return idsHeld(
    core,
    Prisma.sql`SELECT o."id" FROM unnest(${visitorIds}::uuid[]) v ("id")
      CROSS JOIN LATERAL (SELECT "id" FROM "Session" WHERE "visitorId" = v."id" OFFSET 0) o`,
    2 * mostHeld,
  );
}

/** The visitors of sessions, in the order of these, with how to reach them for those who may know it. */
async function visitorsOf(
  core: Core,
  agent: AgentActor,
  ids: readonly string[],
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
