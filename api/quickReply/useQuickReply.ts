import { z } from 'zod';
import type { QuickReply } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { usableBy } from './quickReplyAccess.ts';

const shape = z.object({ replyId: id });

/**
 * Notes that an agent has used a reply: what is used often and lately is suggested first (SPEC 5).
 * @throws InvalidInputError, NotFoundError
 */
export async function useQuickReply(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<QuickReply> {
  const { replyId } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction) => {
    const found = await transaction.quickReply.findFirst({
      where: { AND: [{ id: replyId }, usableBy(agent)] },
      select: { id: true },
    });
    if (!found) throw new NotFoundError('quick reply');
    await transaction.$executeRaw`
      INSERT INTO "QuickReplyUse" ("agentId", "replyId", "count", "lastUsedAt")
      VALUES (${agent.agentId}::uuid, ${replyId}::uuid, 1, ${core.clock.now()}::timestamptz)
      ON CONFLICT ("agentId", "replyId") DO UPDATE
      SET "count" = "QuickReplyUse"."count" + 1, "lastUsedAt" = EXCLUDED."lastUsedAt"`;
    // No trace in updatedAt: its words are what they were.
    await transaction.$executeRaw`
      UPDATE "QuickReply" SET "usageCount" = "usageCount" + 1 WHERE "id" = ${replyId}::uuid`;
    return transaction.quickReply.findUniqueOrThrow({ where: { id: replyId } });
  });
}
