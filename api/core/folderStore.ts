import { createHash, randomUUID } from 'node:crypto';
import { glob, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { checkFileKey, type FileStore } from './fileStore.ts';

/** Contents as files in a folder, which is made with the first of them. */
export function createFolderStore(folder: string): FileStore {
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
    async read(key, range) {
      const handle = await open(fileOf(folder, key)).catch(ignoreMissing);
      if (!handle) return undefined;
      try {
        if (!range) return { size: (await handle.stat()).size, stream: handle.createReadStream() };
        const { first, last } = range;
        return { size: last - first + 1, stream: handle.createReadStream({ start: first, end: last }) };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    async delete(key) {
      await rm(fileOf(folder, key), { force: true });
    },
    async deleteUnfinished(before) {
      for await (const name of glob('*/*.unfinished', { cwd: folder })) {
        const file = path.join(folder, name);
        const found = await stat(file).catch(ignoreMissing);
        if (found && found.mtime < before) await rm(file, { force: true });
      }
    },
  };
}

/** Spread over 256 folders, so that none grows too large to be listed. @throws Error for what is no key */
function fileOf(folder: string, key: string): string {
  checkFileKey(key);
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
