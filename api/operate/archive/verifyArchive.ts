import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { archiveEntries, ArchiveUnusableError } from './archiveEntries.ts';
import {
  headerName,
  headerShape,
  keyOfFile,
  lineCount,
  manifestName,
  manifestShape,
  tableOfPart,
  type ArchiveHeader,
  type ArchiveManifest,
} from './archiveRules.ts';

export interface VerifiedArchive {
  header: ArchiveHeader;
  manifest: ArchiveManifest;
}

/** Reads an archive from end to end and holds what is in it against what it says of itself. @throws ArchiveUnusableError */
export async function verifyArchive(file: string): Promise<VerifiedArchive> {
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  let fileCount = 0;
  let header: ArchiveHeader | undefined;
  let manifest: ArchiveManifest | undefined;
  for await (const { name, content } of archiveEntries(file)) {
    if (manifest) throw broken(file, `${name} stands behind its end`);
    if (name === manifestName) {
      manifest = parsed(file, manifestShape, content);
      continue;
    }
    hash.update(`${name}\n`).update(content);
    const table = tableOfPart(name);
    if (name === headerName) header = parsed(file, headerShape, content);
    else if (table !== undefined) rows[table] = (rows[table] ?? 0) + lineCount(content);
    else if (keyOfFile(name) !== undefined) fileCount++;
    else throw broken(file, `it holds ${name}, which this version does not know`);
  }
  if (!header) throw new ArchiveUnusableError(`${file} is no backup of this product.`);
  if (!manifest) throw broken(file, 'its end is missing');
  if (manifest.sha256 !== hash.digest('hex')) throw broken(file, 'its checksum is another');
  const wanted = Object.entries(manifest.rows).filter(([table, count]) => count !== (rows[table] ?? 0));
  if (wanted.length > 0)
    throw broken(file, `rows are missing of ${wanted.map(([table]) => table).join(', ')}`);
  if (manifest.fileCount !== fileCount) throw broken(file, 'files are missing');
  return { header, manifest };
}

function parsed<T>(file: string, shape: z.ZodType<T>, content: Buffer): T {
  try {
    return shape.parse(JSON.parse(content.toString('utf8')));
  } catch {
    throw broken(file, 'what it says of itself cannot be read; it may be of a newer version');
  }
}

function broken(file: string, reason: string): ArchiveUnusableError {
  return new ArchiveUnusableError(`${file} cannot be used: ${reason}. Take another one.`);
}
