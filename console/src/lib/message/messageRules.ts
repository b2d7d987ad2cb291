/** How many characters a text has, as the API counts them: code points, not UTF-16 units. */
export function characterCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdbff) count++;
  }
  return count;
}

/** Whether the rest of the allowed length is worth showing: its last tenth. */
export function isNearLimit(count: number, limit: number): boolean {
  return count > limit * 0.9;
}
