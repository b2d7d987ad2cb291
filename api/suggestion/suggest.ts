import { z } from 'zod';
import { asAgent, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, folded, literal, text } from '../core/input.ts';
import { getAgentSettings } from '../setting/agentSettings.ts';
import { maxTyped, minTyped, rankSuggestions, type Candidate } from './suggestionRules.ts';

const shape = z.object({ text: text(maxTyped) });
/** Of so many, the ones used lately or often, the best are chosen. */
const looked = 200;

/**
 * What an agent could mean who has typed this: from quick replies, from what they have sent themselves, or both, as the
 * parameter 回复框智能联想数据源 says (SPEC 5). None below two characters.
 * @throws InvalidInputError, NotSignedInError
 */
export async function suggest(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Candidate[]> {
  const agent = asAgent(actor);
  const typed = folded(checkInput(shape, input).text).trim();
  if ([...typed].length < minTyped) return [];
  const { suggestionSources } = await getAgentSettings(core, agent);
  const pattern = `%${literal(typed)}%`;
  const candidates = await Promise.all([
    suggestionSources === 'HISTORY' ? [] : fromReplies(core, agent, pattern),
    suggestionSources === 'QUICK_REPLIES' ? [] : fromHistory(core, agent, pattern),
  ]);
  return rankSuggestions(candidates.flat(), typed, core.clock.now());
}

async function fromReplies(core: Core, { agentId }: AgentActor, pattern: string): Promise<Candidate[]> {
  return core.database.query<Candidate>(
    `SELECT 'QUICK_REPLY' AS "source", r."content" AS "text", r."title", r."id" AS "replyId", r."attachmentId", r."searchText",
      COALESCE(u."count", 0) AS "count", u."lastUsedAt"
    FROM "QuickReply" r LEFT JOIN "QuickReplyUse" u ON u."replyId" = r."id" AND u."agentId" = $1::uuid
    WHERE (r."ownerId" IS NULL OR r."ownerId" = $1::uuid) AND r."searchText" LIKE $2::text
    ORDER BY u."lastUsedAt" DESC NULLS LAST, r."usageCount" DESC, r."position" LIMIT ${looked}`,
    [agentId, pattern],
  );
}

async function fromHistory(core: Core, { agentId }: AgentActor, pattern: string): Promise<Candidate[]> {
  return core.database.query<Candidate>(
    `SELECT 'HISTORY' AS "source", "text", NULL::text AS "title", NULL::text AS "replyId", NULL::text AS "attachmentId",
      lower("text") AS "searchText", "count", "lastSentAt" AS "lastUsedAt"
    FROM "SentText" WHERE "agentId" = $1::uuid AND lower("text") LIKE $2::text
    ORDER BY "lastSentAt" DESC LIMIT ${looked}`,
    [agentId, pattern],
  );
}
