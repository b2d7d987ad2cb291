import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** The content of a stored file, once it is known to be there. */
export interface StoredFile {
  /** In bytes. */
  size: number;
  /** Reads it from the beginning; whoever asked must read it, or destroy it. */
  stream: Readable;
}

/** Keeps contents by key, outside of the database. */
export interface FileStore {
  /** Keeps a content: when this resolves it is on the disk, and nobody ever sees half of it. */
  put(key: string, content: Uint8Array): Promise<void>;
  /** Undefined where there is none. */
  read(key: string): Promise<StoredFile | undefined>;
  /** Deletes a content; one that is not there is as good as deleted. */
  delete(key: string): Promise<void>;
}

/** Ids, with a word behind a dot where an id has several contents. */
const keyForm = /^[0-9a-z-]{1,64}(\.[a-z]{1,20})?$/;

/** Contents as files in a folder, which is made with the first of them. */
export function createFileStore(folder: string): FileStore {
  return {
    async put(key, content) {
      const file = fileOf(folder, key);
      await mkdir(path.dirname(file), { recursive: true });
      const unfinished = `${file}.${randomUUID()}.unfinished`;
      try {
        await write(unfinished, content);
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(path.dirname(file));
    },
    async read(key) {
      const handle = await open(fileOf(folder, key)).catch(ignoreMissing);
      if (!handle) return undefined;
      try {
        return { size: (await handle.stat()).size, stream: handle.createReadStream() };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    async delete(key) {
      await rm(fileOf(folder, key), { force: true });
    },
  };
}

/** Spread over 256 folders, so that none grows too large to be listed. @throws Error for what is no key */
function fileOf(folder: string, key: string): string {
  if (!keyForm.test(key)) throw new Error('This is no key of a file.');
  return path.join(folder, createHash('sha256').update(key).digest('hex').slice(0, 2), key);
}

async function write(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name is on the disk only when its folder is; systems that cannot do this for folders do it by themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
