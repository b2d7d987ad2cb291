import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import type { BareConnection, BareDatabase } from '../../core/bareDatabase.ts';
import type { FileStore } from '../../core/fileStore.ts';
import { appliedMigrations } from '../../core/migrations.ts';
import { productVersion } from '../productVersion.ts';
import {
  fileName,
  headerName,
  manifestName,
  partName,
  type ArchiveHeader,
  type ArchiveManifest,
} from './archiveRules.ts';
import { fileKeys } from './fileKeys.ts';
import { holdTables, productTables, readTables, type ProductTable } from './readTables.ts';
import { tableFacts } from './tableFacts.ts';

/** What is backed up. */
export interface BackupSource {
  database: Pick<BareDatabase, 'reading' | 'engine'>;
  files: FileStore;
}

/** There is nothing of the product in the database. */
export class NothingToBackUpError extends Error {
  override readonly name = 'NothingToBackUpError';
}

/**
 * Writes all that the product keeps as a compressed tar: the database as it is in one moment, and the images and files
 * that belong to it. @throws NothingToBackUpError
 */
export async function writeArchive(
  { database, files }: BackupSource,
  out: Writable,
): Promise<ArchiveManifest> {
  const archive = new ArchiveWriter(out);
  const rows: Record<string, number> = {};
  const keys = await database.reading(async (connection) => {
    const tables = await productTables(connection);
    await holdTables(connection, tables);
    const header = await headerOf(connection, tables, database.engine);
    await archive.add(headerName, JSON.stringify(header, undefined, 2));
    const counts: Record<string, number> = {};
    for (const { table } of tables) rows[table] = 0;
    for await (const { table, lines, rowCount } of readTables(connection, tables)) {
      rows[table] = (rows[table] ?? 0) + rowCount;
      counts[table] = (counts[table] ?? 0) + 1;
      await archive.add(partName(table, counts[table]), lines);
    }
    return fileKeys(connection);
  });
  let fileCount = 0;
  for (const key of keys) {
    const file = await files.read(key);
    if (!file) continue;
    await archive.add(fileName(key), Buffer.concat(await file.stream.toArray()));
    fileCount++;
  }
  return archive.end({ rows, fileCount, missingFileCount: keys.length - fileCount });
}

async function headerOf(
  connection: BareConnection,
  tables: readonly ProductTable[],
  engine: string,
): Promise<ArchiveHeader> {
  const migrations = (await appliedMigrations(connection.query)).sort();
  if (migrations.length === 0)
    throw new NothingToBackUpError('There is nothing in this database yet. Is it the right one?');
  return {
    format: 1,
    product: productVersion(),
    madeAt: new Date().toISOString(),
    engine,
    migrations,
    ...(await tableFacts(connection, tables)),
  };
}

/** A compressed tar that knows the checksum of what was put into it. */
class ArchiveWriter {
  readonly #pack: Pack = pack();
  readonly #hash = createHash('sha256');
  readonly #writing: Promise<void>;

  constructor(out: Writable) {
    this.#writing = pipeline(this.#pack, createGzip(), out);
    this.#writing.catch(() => undefined);
  }

  /** Resolves when there is room for more. */
  async add(name: string, content: string | Buffer): Promise<void> {
    this.#hash.update(`${name}\n`).update(content);
    await this.#put(name, content);
  }

  async end(counts: Omit<ArchiveManifest, 'sha256'>): Promise<ArchiveManifest> {
    const manifest = { ...counts, sha256: this.#hash.digest('hex') };
    await this.#put(manifestName, JSON.stringify(manifest, undefined, 2));
    this.#pack.finalize();
    await this.#writing;
    return manifest;
  }

  async #put(name: string, content: string | Buffer): Promise<void> {
    const drained = new Promise<void>((resolve, reject) => {
      this.#pack.entry(
        { name, mode: 0o600 },
        typeof content === 'string' ? Buffer.from(content) : content,
        (error) => (error ? reject(error) : resolve()),
      );
    });
    // A full disk ends the writing, and then nothing would ever be drained.
    await Promise.race([drained, this.#writing]);
  }
}
