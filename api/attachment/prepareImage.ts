import pLimit from 'p-limit';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { AttachmentRefusedError } from './attachmentErrors.ts';
import { imageTypes } from './attachmentRules.ts';

/** An image as it is kept. */
export interface PreparedImage {
  original: Uint8Array;
  /** Smaller, in WebP; of a moving image its movement. */
  preview: Uint8Array;
  mediaType: string;
  /** Of the original, in pixels. */
  width: number;
  height: number;
}

/** A few bytes can unfold to gigabytes: images with more pixels, of all frames together, are refused. */
const maxPixels = 50_000_000;
const previewWidth = 480;
/** A tall one is no wall of text in a thread. */
const previewHeight = 960;
const patienceSeconds = 20;

// Each unfolds to some hundred megabytes: more at once could take all the memory there is.
const atOnce = pLimit(2);

/** An avatar's edge, in pixels: twice what it is shown in anywhere. */
export const avatarEdge = 256;

/**
 * Draws a square out of an image in WebP, around what catches the eye; of what moves the first picture. Without anything
 * that is no picture, as all images.
 * @throws AttachmentRefusedError
 */
export function prepareAvatar(content: Uint8Array): Promise<Uint8Array> {
  return drawing(() =>
    sharp(content, { limitInputPixels: maxPixels })
      .autoOrient()
      .resize({ width: avatarEdge, height: avatarEdge, fit: 'cover', position: sharp.strategy.attention })
      .webp({ quality: 85 })
      .timeout({ seconds: patienceSeconds })
      .toBuffer(),
  );
}

/**
 * Draws an image anew, upright and without anything that is no picture: place, camera, owner, and what else was hidden
 * in the file. What moves goes on moving.
 * @param mediaType one of `imageTypes` @throws AttachmentRefusedError
 */
export function prepareImage(content: Uint8Array, mediaType: string): Promise<PreparedImage> {
  return drawing(() => drawAnew(content, imageTypes[mediaType]?.keptAs ?? ''));
}

function drawing<Drawn>(draw: () => Promise<Drawn>): Promise<Drawn> {
  return atOnce(async () => {
    try {
      return await draw();
    } catch (error) {
      if (error instanceof AttachmentRefusedError) throw error;
      const isTooLarge = error instanceof Error && /pixel limit|too large/i.test(error.message);
      throw new AttachmentRefusedError(isTooLarge ? 'TOO_LARGE' : 'BROKEN');
    }
  });
}

async function drawAnew(content: Uint8Array, mediaType: string): Promise<PreparedImage> {
  const { width, height, pages = 1 } = await sharp(content, { limitInputPixels: maxPixels }).metadata();
  // The library's own limit is one for each picture.
  if (width * height * pages > maxPixels) throw new AttachmentRefusedError('TOO_LARGE');
  const moves = pages > 1;
  const options: SharpOptions = { limitInputPixels: maxPixels, animated: moves };
  const { data, info } = await written(upright(sharp(content, options), moves), mediaType);
  const box = {
    width: previewWidth,
    height: previewHeight,
    fit: 'inside',
    withoutEnlargement: true,
  } as const;
  const preview = await sharp(data, options)
    .resize(box)
    .webp({ quality: 78, effort: moves ? 2 : 4 })
    .timeout({ seconds: patienceSeconds })
    .toBuffer();
  return { original: data, preview, mediaType, width: info.width, height: info.pageHeight ?? info.height };
}

/** What moves is never taken by a camera that was held on its side. */
function upright(image: Sharp, moves: boolean): Sharp {
  return moves ? image : image.autoOrient();
}

function written(image: Sharp, mediaType: string) {
  const formats: Record<string, () => Sharp> = {
    'image/jpeg': () => image.jpeg({ quality: 88 }),
    'image/png': () => image.png({ compressionLevel: 8 }),
    'image/gif': () => image.gif({ effort: 3 }),
    'image/webp': () => image.webp({ quality: 88 }),
  };
  const format = formats[mediaType];
  if (!format) throw new Error(`Nobody writes ${mediaType}.`);
  return format().timeout({ seconds: patienceSeconds }).toBuffer({ resolveWithObject: true });
}
