import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { create as contentDisposition } from 'content-disposition';
import type { Attachment } from '../../prisma/generated/client/client.ts';
import { openAttachmentAddress } from '../attachment/attachmentAddress.ts';
import { fileKey, playedAs, type AttachmentVariant } from '../attachment/attachmentRules.ts';
import type { Core } from '../core/core.ts';
import { byteRange } from './byteRange.ts';

/**
 * Answers with an attachment's content to whoever has its signed address; anything else is not found. Images that were
 * drawn anew are shown, sound and video played, in parts if asked for; all else is downloaded, and none of it can do
 * anything as a page.
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
  if (!attachment || attachment.discardedAt) return notFound(response);
  const range = rangeOf(request, attachment, variant);
  if (range === null) {
    response.writeHead(416, { 'content-range': `bytes */${attachment.size}` }).end();
    return;
  }
  const file = await core.files.read(fileKey(attachmentId, variant), range);
  if (!file) return notFound(response);
  response.writeHead(range ? 206 : 200, {
    ...headersOf(attachment, variant),
    ...(range && { 'content-range': `bytes ${range.first}-${range.last}/${attachment.size}` }),
    'accept-ranges': variant === 'original' ? 'bytes' : 'none',
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

/** Only players ask for parts, and only of what they play. Contents never change: `If-Range` has nothing to compare. */
function rangeOf(request: IncomingMessage, { size }: Attachment, variant: AttachmentVariant) {
  const isAsked = variant === 'original' && request.headers['if-range'] === undefined;
  return isAsked ? byteRange(request.headers.range, size) : undefined;
}

function headersOf({ kind, name, mediaType }: Attachment, variant: AttachmentVariant) {
  const shownAs = kind === 'IMAGE' ? mediaType : playedAs[mediaType];
  return {
    'content-type': variant === 'preview' ? 'image/webp' : (shownAs ?? 'application/octet-stream'),
    'content-disposition': contentDisposition(name, { type: shownAs ? 'inline' : 'attachment' }),
    // The browser's own page around an image or a player that is opened by itself has styles, and shows just that.
    'content-security-policy': `sandbox; default-src 'none'${shownAs ? "; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'" : ''}`,
  };
}

function notFound(response: ServerResponse): void {
  response
    .writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end('Not found');
}
