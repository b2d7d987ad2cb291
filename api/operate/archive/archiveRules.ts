import { z } from 'zod';

/** What an archive begins with: what it is of. */
export const headerShape = z.object({
  format: z.literal(1),
  /** The product's version. */
  product: z.string(),
  madeAt: z.iso.datetime(),
  /** The database from which it comes. */
  engine: z.string(),
  /** Those that it had, the oldest first. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.object({ table: z.string(), columns: z.array(z.string()).min(1) })),
  /** The partitions of messages. */
  messageMonths: z.array(z.iso.datetime()),
  /** The last number that each sequence has given. */
  sequences: z.record(z.string(), z.string().regex(/^\d+$/)),
});
export type ArchiveHeader = z.output<typeof headerShape>;

/** What an archive ends with: what must have been in it. */
export const manifestShape = z.object({
  /** How many rows each table has. */
  rows: z.record(z.string(), z.int().min(0)),
  /** How many contents of images and files. */
  fileCount: z.int().min(0),
  /** How many contents were wanted and not there. */
  missingFileCount: z.int().min(0),
  /** Of the names and contents of everything before. */
  sha256: z.string(),
});
export type ArchiveManifest = z.output<typeof manifestShape>;

export const headerName = 'dukou.json';
export const manifestName = 'manifest.json';

/** Where in the archive a piece of a table lies. */
export function partName(table: string, number: number): string {
  return `database/${table}/${String(number).padStart(6, '0')}.copy`;
}

/** The table of which something is a piece; undefined for everything else. */
export function tableOfPart(name: string): string | undefined {
  return /^database\/([^/]+)\/\d+\.copy$/.exec(name)?.[1];
}

export function fileName(key: string): string {
  return `files/${key}`;
}

/** The key of a content in the store of files; undefined for everything else. */
export function keyOfFile(name: string): string | undefined {
  return /^files\/([^/]+)$/.exec(name)?.[1];
}

/** Why an archive, or a database, cannot be brought up to our migrations; undefined when it can. */
export function refusalOf(theirs: readonly string[], ours: readonly string[]): string | undefined {
  const unknown = theirs.filter((name) => !ours.includes(name));
  if (unknown.length > 0)
    return `it is of a newer version: this one does not know ${unknown.join(', ')}. Take the version that made it, or a newer one`;
  const lacking = ours.slice(0, theirs.length).filter((name) => !theirs.includes(name));
  if (lacking.length > 0) return `it lacks ${lacking.join(', ')}, which are older than what it has`;
  return undefined;
}

/** How many lines; COPY writes line breaks within values in another way. */
export function lineCount(lines: Uint8Array): number {
  let count = 0;
  for (let at = lines.indexOf(lineBreak); at >= 0; at = lines.indexOf(lineBreak, at + 1)) count++;
  return count;
}

/** Cuts behind the last line that is whole. */
export function cutLines(bytes: Buffer): [whole: Buffer, rest: Buffer] {
  const end = bytes.lastIndexOf(lineBreak) + 1;
  return [bytes.subarray(0, end), bytes.subarray(end)];
}

const lineBreak = 0x0a;
