import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { create as contentDisposition } from 'content-disposition';
import type { Attachment } from '../../prisma/generated/client/client.ts';
import { openAttachmentAddress } from '../attachment/attachmentAddress.ts';
import { fileKey, type AttachmentVariant } from '../attachment/attachmentRules.ts';
import type { Core } from '../core/core.ts';

/**
 * Answers with an attachment's content to whoever has its signed address; anything else is not found. Images that were
 * drawn anew are the only thing that a browser may show: all else is downloaded, and none of it can do anything as a page.
 */
export async function serveAttachment(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const address = URL.parse(request.url ?? '/', 'http://localhost');
  const opened = address ? await openAttachmentAddress(core, address) : undefined;
  if (!opened) return notFound(response);
  const { attachmentId, variant, secondsLeft } = opened;
  const attachment = await core.database.prisma.attachment.findUnique({ where: { id: attachmentId } });
  const file = attachment && (await core.files.read(fileKey(attachmentId, variant)));
  if (!file) return notFound(response);
  response.writeHead(200, {
    ...headersOf(attachment, variant),
    'content-length': file.size,
    'cache-control': `private, max-age=${secondsLeft}, immutable`,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
  if (request.method === 'HEAD') {
    file.stream.destroy();
    response.end();
    return;
  }
  // Whoever does not want the rest goes; that the disk fails ends the answer before its length.
  await pipeline(file.stream, response).catch((error: unknown) =>
    core.log.debug({ err: error }, 'an attachment was not read to its end'),
  );
}

function headersOf({ kind, name, mediaType }: Attachment, variant: AttachmentVariant) {
  const isImage = kind === 'IMAGE';
  const imageType = variant === 'preview' ? 'image/webp' : mediaType;
  return {
    'content-type': isImage ? imageType : 'application/octet-stream',
    'content-disposition': contentDisposition(name, { type: isImage ? 'inline' : 'attachment' }),
    // The browser's own page around an image that is opened by itself has styles.
    'content-security-policy': `sandbox; default-src 'none'${isImage ? "; style-src 'unsafe-inline'" : ''}`,
  };
}

function notFound(response: ServerResponse): void {
  response
    .writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end('Not found');
}
