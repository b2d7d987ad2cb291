import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';
import { minTyped } from './suggestionRules.ts';

/** Longer texts are not typed again; the column's width, in characters. */
const maxLength = 500;

/** Keeps what an agent has sent, so that it is suggested when they begin to type it again (SPEC 5). */
export async function rememberSentText(core: Core, { agentId }: AgentActor, sent: string): Promise<void> {
  const text = sent.trim();
  const length = [...text].length;
  if (length <= minTyped || length > maxLength) return;
  await core.database.query(
    `INSERT INTO "SentText" ("agentId", "hash", "text", "count", "lastSentAt")
    VALUES ($1::uuid, $2::text, $3::text, 1, $4::timestamptz)
    ON CONFLICT ("agentId", "hash") DO UPDATE
    SET "count" = "SentText"."count" + 1, "lastSentAt" = EXCLUDED."lastSentAt"`,
    [agentId, hashSecret(text), text, core.clock.now()],
  );
}
