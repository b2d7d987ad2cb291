import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { errorText } from './errorText.ts';

/** Another process has the data folder open. */
export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError';
  readonly folder: string;
  /** The process that holds the folder, where it could be read. */
  readonly holder: number | undefined;

  constructor(folder: string, holder: number | undefined) {
    super(
      `The data folder ${folder} is in use by ${holder ? `process ${holder}` : 'another process'}. ` +
        'Stop that process, or give this one another folder with DATA_DIR, ' +
        'or let both use one PostgreSQL server with DATABASE_URL.',
    );
    this.folder = folder;
    this.holder = holder;
  }
}

/** The data folder cannot be written. */
export class FolderUnusableError extends Error {
  override readonly name = 'FolderUnusableError';

  constructor(folder: string, cause: unknown) {
    const reason = errorText(cause);
    super(
      `The data folder ${folder} of DATA_DIR cannot be used: ${reason}. It must be a folder that the process may write.`,
      { cause },
    );
  }
}

export interface FolderLock {
  release(): void;
}

/**
 * Claims a folder, which it creates if need be, for this process until release or the process' end, however it ends:
 * the operating system frees the file locks that SQLite takes for an exclusive transaction. A file with a process id in
 * it would outlive a SIGKILL, and its number can belong to somebody else by then.
 * @throws FolderLockedError, FolderUnusableError
 */
export function lockFolder(folder: string): FolderLock {
  const holderFile = path.join(folder, 'lock.pid');
  const lock = openLock(folder);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new FolderLockedError(folder, readHolder(holderFile));
    throw error;
  }
  writeFileSync(holderFile, `${process.pid}\n`);
  return { release: () => lock.close() };
}

function openLock(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
    return new DatabaseSync(path.join(folder, 'lock.sqlite'), { timeout: 0 });
  } catch (cause) {
    throw new FolderUnusableError(folder, cause);
  }
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function readHolder(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}
