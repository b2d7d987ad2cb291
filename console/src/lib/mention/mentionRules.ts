/** Somebody whom a note can call. */
export interface Mentionable {
  id: string;
  displayName: string;
}

/** Longer than this is no name that somebody is looking for. */
const longestTyped = 30;

/** The name that is being typed behind an @ before the caret, and where the @ stands; null when none is. */
export function typedMention(text: string, caret: number): { start: number; typed: string } | null {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('@');
  if (start < 0) return null;
  const typed = before.slice(start + 1);
  // In an address the @ stands behind a letter.
  const isAddress = /[\w.]$/.test(before.slice(0, start));
  return isAddress || /\s/.test(typed) || typed.length > longestTyped ? null : { start, typed };
}

/** Those whose name holds what was typed; whose begins with it come first. */
export function matchingMentions<Agent extends Mentionable>(
  agents: readonly Agent[],
  typed: string,
): Agent[] {
  const wanted = typed.toLocaleLowerCase();
  const place = ({ displayName }: Agent) => displayName.toLocaleLowerCase().indexOf(wanted);
  return agents.filter((agent) => place(agent) >= 0).sort((a, b) => place(a) - place(b));
}

/** The ids of those whom a text calls by @ and name, at most `most`; of two names that begin alike the longer one counts. */
export function mentionedIn(text: string, agents: readonly Mentionable[], most: number): string[] {
  const longestFirst = agents.toSorted((a, b) => b.displayName.length - a.displayName.length);
  let rest = text;
  const found = longestFirst.filter(({ displayName }) => {
    const isCalled = rest.includes(`@${displayName}`);
    if (isCalled) rest = rest.replaceAll(`@${displayName}`, ' ');
    return isCalled;
  });
  return found.slice(0, most).map(({ id }) => id);
}

/** Where a text calls somebody, in UTF-16 units: what stands behind an @, as far as one can tell without the names. */
export function calledRanges(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(/@[^\s@，。,.;；!！?？]+/g), ({ index, 0: called }) => ({
    start: index,
    end: index + called.length,
  }));
}
