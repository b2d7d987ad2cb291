/** Whether a field is a moment: by our names, and only by them, one that ends in At, Since or Until is. */
export function isMoment(name: string): boolean {
  return /(?:At|Since|Until)$/.test(name);
}

/** Makes the moments of an object that was JSON dates again; those within its fields stay as they are. */
export function reviveMoments<Row extends object>(row: Row): Row {
  for (const [name, value] of Object.entries(row))
    if (typeof value === 'string' && isMoment(name)) Reflect.set(row, name, new Date(value));
  return row;
}
