/**
 * Everything in a text that a pattern finds, as `matchAll` does, but without the copy of the pattern that this makes for
 * each text: with patterns of a thousand characters it costs more than looking.
 * @param pattern a global one, kept by its module for this alone
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return found;
}
