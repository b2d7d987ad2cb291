import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { errorText } from '../../core/errorText.ts';

/** What lies in an archive under a name. */
export interface ArchiveEntry {
  name: string;
  content: Buffer;
}

/** An archive cannot be used; the text says why. */
export class ArchiveUnusableError extends Error {
  override readonly name = 'ArchiveUnusableError';
}

/** What lies in an archive, one after the other: pieces of tables, and images and files, are small. @throws ArchiveUnusableError */
export async function* archiveEntries(file: string): AsyncGenerator<ArchiveEntry> {
  const entries = extract();
  const reading = pipeline(createReadStream(file), createGunzip(), entries);
  // Whoever reads is told of it; so it is not told twice.
  reading.catch(() => undefined);
  try {
    for await (const entry of entries) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
      yield { name: entry.header.name, content: Buffer.concat(chunks) };
    }
    await reading;
  } catch (cause) {
    const reason = errorText(cause);
    throw new ArchiveUnusableError(`${file} cannot be read: ${reason}. Take another one.`, { cause });
  } finally {
    entries.destroy();
  }
}
