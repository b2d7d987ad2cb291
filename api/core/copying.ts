import type { TableColumns } from './bareDatabase.ts';

/** A name as it stands in a statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as it stands in a statement. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What copying begins with in its transaction: values are then written and read the same, whatever the server is set to. */
export const sameText = `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres';
SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'`;

export function selection({ table, columns }: TableColumns): string {
  return `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)}`;
}

export function target({ table, columns }: TableColumns): string {
  return `${quoted(table)} (${columns.map(quoted).join(', ')})`;
}
