/** Makes a field that was JSON a date again if it is a moment: by our names, and only by them, one that ends in At, Since or Until is. */
export function reviveMoment(name: string, value: unknown): unknown {
  return typeof value === 'string' && /(?:At|Since|Until)$/.test(name) ? new Date(value) : value;
}
