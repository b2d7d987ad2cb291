import type { Agent } from '../../prisma/generated/client/client.ts';
import { admitUpload } from '../attachment/admitUpload.ts';
import { AttachmentRefusedError } from '../attachment/attachmentErrors.ts';
import { fileKey } from '../attachment/attachmentRules.ts';
import { avatarEdge, prepareAvatar } from '../attachment/prepareImage.ts';
import { receiveContent, type UploadedFile } from '../attachment/receiveContent.ts';
import { removeAttachments } from '../attachment/removeAttachments.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';

/**
 * Makes an image the agent's avatar: a square of it, drawn anew. The one before is gone.
 * @throws NotSignedInError, TooManyAttemptsError, AttachmentRefusedError for what is no image, too
 */
export async function setOwnAvatar(
  core: Core,
  actor: Actor,
  { file }: { file: UploadedFile },
): Promise<Agent> {
  const { agentId } = asAgentInPerson(actor);
  await admitUpload(core, actor);
  const received = await receiveContent(core, file);
  if (!received.isImage) throw new AttachmentRefusedError('KIND_NOT_ALLOWED');
  const content = await prepareAvatar(received.content);
  // The row comes first, as with all attachments: the sweep finds what a dying process leaves behind.
  const { id } = await core.database.prisma.attachment.create({
    data: {
      kind: 'IMAGE',
      name: 'avatar.webp',
      mediaType: 'image/webp',
      size: content.length,
      width: avatarEdge,
      height: avatarEdge,
      agentId,
      createdAt: core.clock.now(),
    },
  });
  await core.files.put(fileKey(id, 'original'), content);
  await core.files.put(fileKey(id, 'preview'), content);
  return replaceAvatar(core, actor, id);
}

/** Takes the agent's avatar away; where there is none, nothing happens. @throws NotSignedInError */
export async function removeOwnAvatar(core: Core, actor: Actor): Promise<Agent> {
  return replaceAvatar(core, actor, null);
}

async function replaceAvatar(core: Core, actor: Actor, avatarId: string | null): Promise<Agent> {
  const { agentId: id } = asAgentInPerson(actor);
  const { agent, before } = await inTransaction(core, async (transaction) => {
    await transaction.$executeRaw`SELECT 1 FROM "Agent" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
    const before = await transaction.agent.findUniqueOrThrow({ where: { id } });
    if (before.avatarId !== avatarId)
      await recordAudit(transaction, actor, 'changeOwnAvatar', { type: 'Agent', id });
    return { before, agent: await transaction.agent.update({ where: { id }, data: { avatarId } }) };
  });
  if (before.avatarId !== null && before.avatarId !== avatarId)
    await removeAttachments(core, [before.avatarId]);
  return agent;
}
