import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, text } from '../core/input.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { addCategory } from './addCategory.ts';
import { lockReplies, ownerFor } from './quickReplyAccess.ts';
import { searchTextOf } from './quickReplyRules.ts';
import { lineKey, planImport, readReplyFile, type ImportedLine } from './replyFileRules.ts';

const shape = z.object({ isPublic: z.boolean(), csv: text(200_000) });
type ImportInput = z.input<typeof shape>;

/**
 * What an import of a CSV file would do, line by line; nothing is changed.
 * @throws InvalidInputError, NotAllowedError, MalformedFileError
 */
export async function previewImport(core: Core, actor: Actor, input: ImportInput): Promise<ImportedLine[]> {
  const { isPublic, csv } = checkInput(shape, input);
  const ownerId = ownerFor(asAgent(actor), isPublic);
  return planImport(readReplyFile(csv), await presentReplies(core.database.prisma, ownerId));
}

/**
 * Makes and changes the replies of a CSV file, all in one step; lines that break a rule are left out and told. Categories
 * that are not there are made. Nothing is deleted, and attachments, of which a file says nothing, stay.
 * @returns what was done with each line @throws InvalidInputError, NotAllowedError, MalformedFileError
 */
export async function importQuickReplies(
  core: Core,
  actor: Actor,
  input: ImportInput,
): Promise<ImportedLine[]> {
  const { isPublic, csv } = checkInput(shape, input);
  const agent = asAgent(actor);
  const ownerId = ownerFor(agent, isPublic);
  return inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    const present = await presentReplies(transaction, ownerId);
    const plan = planImport(readReplyFile(csv), present);
    const categories = await categoriesFor(transaction, ownerId, plan);
    const { _max } = await transaction.quickReply.aggregate({ where: { ownerId }, _max: { position: true } });
    const created = plan.filter(({ action }) => action === 'CREATE');
    await transaction.quickReply.createMany({
      data: created.map(({ category, title, content }, i) => ({
        ownerId,
        categoryId: categories.get(category) ?? null,
        title,
        content,
        searchText: searchTextOf({ title, content }),
        position: (_max.position ?? -1) + 1 + i,
      })),
    });
    for (const line of plan) {
      const known = present.get(lineKey(line));
      if (line.action !== 'UPDATE' || !known) continue;
      const { title, content } = line;
      const data = { content, searchText: searchTextOf({ title, content }) };
      await transaction.quickReply.update({ where: { id: known.id }, data });
    }
    if (isPublic) {
      const count = (action: string) => plan.filter((line) => line.action === action).length;
      const changes = {
        created: { before: null, after: count('CREATE') },
        updated: { before: null, after: count('UPDATE') },
      };
      await recordAudit(
        transaction,
        agent,
        'importQuickReplies',
        { type: 'QuickReply', id: 'public' },
        changes,
      );
    }
    return plan;
  });
}

/** The replies of an owner by what an import knows them by; of two with the same title the first one. */
async function presentReplies(transaction: Transaction, ownerId: string | null) {
  const replies = await transaction.quickReply.findMany({
    where: { ownerId },
    select: {
      id: true,
      title: true,
      content: true,
      attachmentId: true,
      category: { select: { name: true } },
    },
    orderBy: [{ position: 'desc' }, { id: 'desc' }],
  });
  return new Map(
    replies.map(({ category, ...reply }) => [
      lineKey({ category: category?.name ?? '', title: reply.title }),
      reply,
    ]),
  );
}

/** The id of each category by its name; those that are not there are made. */
async function categoriesFor(
  transaction: Transaction,
  ownerId: string | null,
  plan: readonly ImportedLine[],
): Promise<Map<string, string>> {
  const known = await transaction.quickReplyCategory.findMany({ where: { ownerId } });
  const ids = new Map(known.map(({ name, id }) => [name, id]));
  for (const { action, category } of plan) {
    if (action !== 'CREATE' || category === '' || ids.has(category)) continue;
    ids.set(category, (await addCategory(transaction, ownerId, category)).id);
  }
  return ids;
}
