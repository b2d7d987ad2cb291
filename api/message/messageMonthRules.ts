/** A calendar month of UTC, by its first moment. Messages stand in the partition of the month in which their session began. */
export type Month = Date;

/** How many months after the present one have their partitions before they begin. */
export const monthsAhead = 2;

/** The month of a moment, or one so many months after it. */
export function monthOf(moment: Date, after = 0): Month {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + after));
}

/** The months that are to have partitions at a moment: its own and those ahead. */
export function monthsWanted(now: Date): Month[] {
  return Array.from({ length: monthsAhead + 1 }, (_, after) => monthOf(now, after));
}

/** What the partition of a month is called. */
export function partitionOf(month: Month): string {
  return `Message_${month.toISOString().slice(0, 7).replace('-', '_')}`;
}

/** The month of a partition; undefined for the one that holds what no month covers. */
export function monthOfPartition(partition: string): Month | undefined {
  const [, year, month] = /^Message_(\d{4})_(\d\d)$/.exec(partition) ?? [];
  return year && month ? new Date(Date.UTC(Number(year), Number(month) - 1)) : undefined;
}

/** Ids of version 7 begin with the milliseconds of their making: no id is smaller that was made then or later. */
export function firstIdOf(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/** Which ids are those of sessions that began in a month: from the first one on, before the second one. */
export function idsOf(month: Month): { from: string; before: string } {
  return { from: firstIdOf(month), before: firstIdOf(monthOf(month, 1)) };
}
