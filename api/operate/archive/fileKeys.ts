import { attachmentVariants, fileKey } from '../../attachment/attachmentRules.ts';
import type { BareConnection } from '../../core/bareDatabase.ts';
import { hasTable } from '../../core/hasTable.ts';

/** The keys of all contents of images and files that the database tells of. */
export async function fileKeys({ query }: Pick<BareConnection, 'query'>, newest?: number): Promise<string[]> {
  // Versions of the product that kept none had no such table.
  if (!(await hasTable(query, 'Attachment'))) return [];
  const rows = await query<{ id: string; kind: string }>(
    `SELECT "id"::text, "kind"::text FROM "Attachment" ORDER BY "createdAt" DESC LIMIT $1::int`,
    [newest ?? null],
  );
  return rows.flatMap(({ id, kind }) =>
    attachmentVariants
      .filter((variant) => kind === 'IMAGE' || variant === 'original')
      .map((variant) => fileKey(id, variant)),
  );
}
