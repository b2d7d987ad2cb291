import type { Attachment } from '../../prisma/generated/client/client.ts';
import { type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { admitUpload } from './admitUpload.ts';
import { attachmentName, fileKey } from './attachmentRules.ts';
import { prepareImage } from './prepareImage.ts';
import { receiveContent, type UploadedFile } from './receiveContent.ts';

/**
 * Keeps an image or file, so that a message or a quick reply can bring it; for a day it waits for one. What it is, is
 * told by its content; images are drawn anew without what cameras write into them.
 * @param address the IP address from which it comes
 * @throws NotSignedInError, TooManyAttemptsError, AttachmentRefusedError
 */
export async function uploadAttachment(
  core: Core,
  actor: Actor,
  { file }: { file: UploadedFile },
  address = '',
): Promise<Attachment> {
  const owner = await admitUpload(core, actor, address);
  const { content, isImage, mediaType, endings } = await receiveContent(core, file);
  const image = isImage ? await prepareImage(content, mediaType) : undefined;
  const original = image?.original ?? content;
  // The row comes first: nobody knows of it before this ends, and the sweep finds what a dying process leaves behind.
  const attachment = await core.database.prisma.attachment.create({
    data: {
      kind: image ? 'IMAGE' : 'FILE',
      name: attachmentName(file.name, endings),
      mediaType: image?.mediaType ?? mediaType,
      size: original.length,
      width: image?.width ?? null,
      height: image?.height ?? null,
      ...owner,
      createdAt: core.clock.now(),
    },
  });
  await core.files.put(fileKey(attachment.id, 'original'), original);
  if (image) await core.files.put(fileKey(attachment.id, 'preview'), image.preview);
  return attachment;
}
