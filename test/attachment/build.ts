import sharp from 'sharp';
import type { Actor } from '../../api/core/actor.ts';
import { uploadAttachment } from '../../api/attachment/uploadAttachment.ts';
import type { TestCore } from '../support/testCore.ts';

/** A file as a request brings it. */
export function buildFile(name: string, content: Uint8Array | string) {
  return new File([typeof content === 'string' ? content : new Uint8Array(content)], name);
}

interface ImageWish {
  width?: number;
  height?: number;
  format?: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff';
}

/** A picture, left half red and right half blue. */
export function buildImage({ width = 40, height = 20, format = 'png' }: ImageWish = {}): Promise<Buffer> {
  const blue = { width: width / 2, height, channels: 3, background: '#0000ff' } as const;
  return sharp({ create: { ...blue, width, background: '#ff0000' } })
    .composite([{ input: { create: blue }, left: width / 2, top: 0 }])
    .toFormat(format)
    .toBuffer();
}

/** A picture that moves. */
export async function buildMovingImage(frames = 3): Promise<Buffer> {
  const colors = Array.from({ length: frames }, (_, index) => `rgb(${(index * 60) % 256}, 0, 0)`);
  const pictures = colors.map((background) =>
    sharp({ create: { width: 16, height: 10, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(pictures), { join: { animated: true } })
    .gif({ delay: colors.map(() => 100) })
    .toBuffer();
}

/** The beginning of a PDF, which is all that anybody looks at here. */
export const pdf =
  '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';

/** An image that an actor has uploaded. */
export async function buildAttachment(core: TestCore, actor: Actor, name = '路线图.png') {
  return uploadAttachment(core, actor, { file: buildFile(name, await buildImage()) });
}

/** A content that is kept. @throws Error where there is none */
export async function contentOf(core: TestCore, key: string): Promise<Buffer> {
  const file = await core.files.read(key);
  if (!file) throw new Error(`There is no ${key}.`);
  return Buffer.concat(await file.stream.toArray());
}

/** A tone of so many seconds. */
export function buildSound(seconds: number): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(seconds * rate * 2);
  for (let place = 0; place < samples.length; place += 2)
    samples.writeInt16LE(Math.round(8000 * Math.sin(place / 20)), place);
  const head = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x02\0\x10\0data\0\0\0\0',
    'latin1',
  );
  head.writeUInt32LE(36 + samples.length, 4);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
