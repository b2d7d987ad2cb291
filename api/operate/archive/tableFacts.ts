import type { BareConnection } from '../../core/bareDatabase.ts';
import { messageMonths } from '../../message/messageMonths.ts';
import type { ArchiveHeader } from './archiveRules.ts';
import { lastNumbers, type ProductTable } from './readTables.ts';

/** What must be known of a database, beside its rows, to make one like it. */
export type TableFacts = Pick<ArchiveHeader, 'tables' | 'messageMonths' | 'sequences'>;

export async function tableFacts(
  connection: BareConnection,
  tables: readonly ProductTable[],
): Promise<TableFacts> {
  const isParted = tables.some(({ table, storages }) => table === 'Message' && storages[0] !== table);
  const months = isParted ? await messageMonths(connection.query) : [];
  return {
    tables: tables.map(({ table, columns }) => ({ table, columns: [...columns] })),
    messageMonths: months.map((month) => month.toISOString()),
    sequences: await lastNumbers(connection),
  };
}
