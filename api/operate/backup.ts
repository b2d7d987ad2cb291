import { open, rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openBareDatabase } from '../core/bareDatabase.ts';
import type { Environment } from '../core/environment.ts';
import { assertNoUnfinishedRestore } from '../core/unfinishedRestore.ts';
import { FolderLockedError } from '../core/folderLock.ts';
import { createFileStore } from '../core/openFileStore.ts';
import { verifyArchive, type VerifiedArchive } from './archive/verifyArchive.ts';
import { writeArchive } from './archive/writeArchive.ts';
import { askOperator } from './operator/askOperator.ts';

/**
 * Backs up all that the product keeps into a new file, and reads it again: what this returns can be restored. The file has
 * its name only when it is whole. The product may run meanwhile; an embedded database is written by the process that has it.
 * @throws Error when the file exists, NothingToBackUpError, ArchiveUnusableError, and as `openBareDatabase`
 */
export async function backup(environment: Environment, file: string): Promise<VerifiedArchive> {
  const unfinished = `${file}.unfinished`;
  // Whoever has the file has all that the product knows. It is made at once, so that nobody else takes the name.
  await (await open(file, 'wx', 0o600)).close();
  try {
    const handle = await open(unfinished, 'w', 0o600);
    await write(environment, handle.createWriteStream({ flush: true }));
    const verified = await verifyArchive(unfinished);
    await rename(unfinished, file);
    return verified;
  } catch (error) {
    await rm(unfinished, { force: true });
    await rm(file, { force: true });
    throw error;
  }
}

async function write(environment: Environment, out: Writable): Promise<void> {
  const database = await openBareDatabase(environment).catch((error: unknown) => {
    if (error instanceof FolderLockedError) return error;
    out.destroy();
    throw error;
  });
  if (database instanceof FolderLockedError) return fromRunning(environment, out, database);
  try {
    await assertNoUnfinishedRestore(database.query);
    await writeArchive({ database, files: createFileStore(environment) }, out);
  } catch (error) {
    out.destroy();
    throw error;
  } finally {
    await database.close();
  }
}

/** @throws FolderLockedError when the process that has the database cannot be asked */
async function fromRunning(
  { dataDir }: Environment,
  out: Writable,
  locked: FolderLockedError,
): Promise<void> {
  const answer = await askOperator(dataDir, '/backup').catch(() => {
    out.destroy();
    throw locked;
  });
  await pipeline(answer, out);
}
