import type { Core } from '../core/core.ts';
import { unused } from './attachmentAccess.ts';
import { attachmentVariants, fileKey } from './attachmentRules.ts';

/**
 * Removes those of some attachments that nothing has any more, content and row. The content goes first: when the
 * process dies in between, or the store is away, the row is still there for a sweep to come back to.
 * @returns how many were removed; the first that cannot be removed ends it, and is logged
 */
export async function removeAttachments(core: Core, attachmentIds: readonly string[]): Promise<number> {
  let removedCount = 0;
  try {
    for (const id of attachmentIds) if (await removeOne(core, id)) removedCount++;
  } catch (error) {
    core.log.error({ err: error }, 'an attachment could not be removed; it is tried again');
  }
  return removedCount;
}

function removeOne(core: Core, id: string): Promise<boolean> {
  return core.database.prisma.$transaction(async (transaction) => {
    // Locked, so that nothing can come to refer to it meanwhile.
    await transaction.$executeRaw`SELECT 1 FROM "Attachment" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const found = await transaction.attachment.findFirst({ where: { id, ...unused }, select: { id: true } });
    if (!found) {
      // Whoever was just sending it when it was discarded has it for good.
      await transaction.attachment.updateMany({ where: { id }, data: { discardedAt: null } });
      return false;
    }
    for (const variant of attachmentVariants) await core.files.delete(fileKey(id, variant));
    await transaction.attachment.delete({ where: { id } });
    return true;
  });
}
