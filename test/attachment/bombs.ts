import { constants, crc32, deflateRawSync } from 'node:zlib';

const megabyte = 1024 * 1024;

/** What unfolds to so many megabytes of zeros; a thousandth of that itself. */
function folded(megabytes: number): Buffer {
  const part = deflateRawSync(Buffer.alloc(megabyte), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => part), deflateRawSync(Buffer.alloc(0))]);
}

/**
 * A ZIP archive with one file, which unfolds to so many megabytes.
 * @param saidSize the size that the archive names, in bytes; it may lie
 */
export function buildZipBomb(name: string, megabytes: number, saidSize = megabytes * megabyte): Buffer {
  const [path, content] = [Buffer.from(name), folded(megabytes)];
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(saidSize, 18);
  facts.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, path, content]);
  const listed = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), facts, Buffer.alloc(14), path]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, listed, end]);
}

/** A PNG that says of itself that it is so large. */
export function asLargePng(png: Buffer, width: number, height: number): Buffer {
  const large = Buffer.from(png);
  large.writeUInt32BE(width, 16);
  large.writeUInt32BE(height, 20);
  large.writeUInt32BE(crc32(large.subarray(12, 29)), 29);
  return large;
}

/** A GIF that says of itself, and of its first picture, that it is so large. */
export function asLargeGif(gif: Buffer, width: number, height: number): Buffer {
  const large = Buffer.from(gif);
  const picture = large.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]));
  for (const place of [6, picture + 5]) {
    large.writeUInt16LE(width, place);
    large.writeUInt16LE(height, place + 2);
  }
  return large;
}

/** A GIF whose pictures, small as they are, are shown on so large a ground. */
export function onLargeCanvas(gif: Buffer, width: number, height: number): Buffer {
  const large = Buffer.from(gif);
  large.writeUInt16LE(width, 6);
  large.writeUInt16LE(height, 8);
  return large;
}

/** A JPEG with words in it that no picture shows. */
export function withJpegComment(jpeg: Buffer, words: string): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, words.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(words), jpeg.subarray(2)]);
}

/** The same of a GIF, behind its colours. */
export function withGifComment(gif: Buffer, words: string): Buffer {
  const flags = gif[10] ?? 0;
  const start = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const comment = Buffer.concat([
    Buffer.from([0x21, 0xfe, words.length]),
    Buffer.from(words),
    Buffer.from([0]),
  ]);
  return Buffer.concat([gif.subarray(0, start), comment, gif.subarray(start)]);
}
