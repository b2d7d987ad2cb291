import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { announceVisitor } from './announceVisitor.ts';
import { getVisitorToEdit } from './visitorAccess.ts';
import { EditConflictError } from './visitorErrors.ts';

const shape = z.object({
  sessionId: id,
  nickname: name(60).nullish(),
  note: text(2000).nullish(),
  nicknameBefore: text(60).nullish(),
  noteBefore: text(2000).nullish(),
});

/**
 * Renames the visitor of a session, or changes what is noted about them (SPEC 3). The last change, by whom and when, is
 * kept. What is absent or null stays as it is. Who says what stood there before changes nothing when it does not any more.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, EditConflictError
 */
export async function updateVisitor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Visitor> {
  const { sessionId, nickname, note, nicknameBefore, noteBefore } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const before = await getVisitorToEdit(core, transaction, agent, sessionId);
    const after = { ...before, nickname: nickname ?? before.nickname, note: note ?? before.note };
    const isStale =
      isOvertaken(before.nickname, after.nickname, nicknameBefore) ||
      isOvertaken(before.note, after.note, noteBefore);
    if (isStale) throw new EditConflictError(before);
    const changes = changesBetween(['nickname', 'note'], before, after);
    if (Object.keys(changes).length === 0) return before;
    await recordAudit(transaction, agent, 'updateVisitor', { type: 'Visitor', id: before.id }, changes);
    await logVisitorEvent(core, transaction, before.id, {
      type: 'VISITOR_CHANGED',
      sessionId,
      agentId: agent.agentId,
    });
    return announceVisitor(transaction, record, before.id, {
      nickname: after.nickname,
      note: after.note,
      editedById: agent.agentId,
      editedAt: core.clock.now(),
    });
  });
}

/** Whether what is there now is neither what was there when the editing began nor what is wanted. */
function isOvertaken(now: string, wanted: string, before: string | null | undefined): boolean {
  return before != null && now !== before && now !== wanted;
}
