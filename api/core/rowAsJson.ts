import { reviveMoments } from './moments.ts';

/**
 * A row as a single column, for `rowOf`. The driver reads the name, the type and the value of each column, with each answer
 * anew: for a table of forty columns that takes three times as long as a text of JSON.
 * @param row the table, or what stands for it in the statement
 */
export function asJson(row: string): string {
  return `row_to_json(${row})::text`;
}

/** The row that `asJson` wrote. */
export function rowOf<Row extends object>(json: string): Row {
  return reviveMoments(JSON.parse(json) as Row);
}
