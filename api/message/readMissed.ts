import type { Message } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { readTogether } from '../core/readTogether.ts';

/** Somebody who was away has rarely missed more; of many who come back together, all are in memory. */
export const missedAtOnce = 20;

interface Asked {
  sessionId: string;
  after: number;
  isAgent: boolean;
}

// Who may read what is the twin of `readableMessages`. By the ids that are given too, so that PostgreSQL looks into the
// partitions of their months only.
const statement = `
SELECT asked."place"::int, found.*
FROM unnest($1::uuid[], $2::int[], $3::boolean[]) WITH ORDINALITY AS asked ("sessionId", "after", "isAgent", "place")
CROSS JOIN LATERAL (
  SELECT m.* FROM "Message" m
  WHERE m."sessionId" = asked."sessionId" AND m."sessionId" = ANY ($1::uuid[]) AND m."seq" > asked."after"
    AND CASE WHEN asked."isAgent"
      THEN NOT m."isWithheld" OR EXISTS (
        SELECT 1 FROM "Session" s WHERE s."id" = asked."sessionId" AND s."doNotDisturbSince" IS NULL)
      ELSE NOT m."isInternal" END
  ORDER BY m."seq" LIMIT ${missedAtOnce}
) found
ORDER BY asked."place", found."seq"`;

const read = readTogether<Asked, Message[]>(async ({ query }, asked) => {
  const columns = (['sessionId', 'after', 'isAgent'] as const).map((name) => asked.map((one) => one[name]));
  const rows = await query<Message & { place: number }>(statement, columns);
  const found = asked.map((): Message[] => []);
  for (const { place, ...message } of rows) found[place - 1]?.push(message);
  return found;
});

/**
 * The first messages of a session after a number that an actor may read, `missedAtOnce` at most, in order; in one statement
 * with those that others ask for at the same moment, because after a restart everybody does.
 */
export function readMissed(
  { database }: Core,
  actor: Actor,
  sessionId: string,
  after: number,
): Promise<Message[]> {
  return read(database, { sessionId, after, isAgent: actor.kind === 'agent' });
}
