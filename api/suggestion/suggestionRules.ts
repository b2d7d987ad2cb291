/** A text that could be meant, and how it has been used. */
export interface Candidate {
  source: 'QUICK_REPLY' | 'HISTORY';
  /** What is inserted. */
  text: string;
  title: string | null;
  replyId: string | null;
  /** The image or file that it brings; null when none. */
  attachmentId: string | null;
  /** By what it is found, in small letters. */
  searchText: string;
  /** How often the agent has used it. */
  count: number;
  lastUsedAt: Date | null;
}

/** Fewer characters say too little to suggest anything (SPEC 5). */
export const minTyped = 2;
/** More is not what is being typed any more. */
export const maxTyped = 200;
/** More are not looked at by anybody. */
export const maxSuggestions = 8;

const dayMs = 86_400_000;

/**
 * The best candidates for what was typed, each text once (SPEC 5): those that begin with it before those in which a word
 * does and those that hold it anywhere; among these, what is used often and lately. A text from both sources counts as the
 * quick reply, with the uses of both.
 * @param typed in small letters
 */
export function rankSuggestions(candidates: readonly Candidate[], typed: string, now: Date): Candidate[] {
  const byContent = new Map<string, Candidate>();
  for (const one of candidates) {
    const key = JSON.stringify([one.text, one.attachmentId]);
    const known = byContent.get(key);
    byContent.set(key, known ? merged(known, one) : one);
  }
  return [...byContent.values()]
    .filter(({ text, attachmentId }) => attachmentId !== null || text.toLowerCase() !== typed)
    .map((one) => ({ one, score: matchOf(one, typed) + habitOf(one, now) }))
    .sort((a, b) => b.score - a.score || a.one.text.length - b.one.text.length)
    .slice(0, maxSuggestions)
    .map(({ one }) => one);
}

function merged(a: Candidate, b: Candidate): Candidate {
  const [reply, other] = a.source === 'QUICK_REPLY' ? [a, b] : [b, a];
  const times = [a.lastUsedAt, b.lastUsedAt].filter((time) => time !== null);
  const lastUsedAt = times.length > 0 ? new Date(Math.max(...times.map(Number))) : null;
  return { ...reply, count: reply.count + other.count, lastUsedAt };
}

/** 3 for a beginning, 2 for the beginning of a sentence or word within, 1 for anywhere. */
function matchOf({ searchText, text }: Candidate, typed: string): number {
  const lines = [text.toLowerCase(), ...searchText.split('\n')];
  if (lines.some((line) => line.startsWith(typed))) return 3;
  const before = lines.flatMap((line) => {
    const at = line.indexOf(typed);
    return at > 0 ? [line[at - 1] ?? ''] : [];
  });
  return before.some((character) => /[\s\p{P}]/u.test(character)) ? 2 : 1;
}

/** Up to 1.5: what is used often, halved with each fortnight in which it was not. */
function habitOf({ count, lastUsedAt }: Candidate, now: Date): number {
  if (!lastUsedAt || count === 0) return 0;
  const days = Math.max(0, Number(now) - Number(lastUsedAt)) / dayMs;
  return Math.min(1.5, Math.log10(1 + count) * 2 ** (-days / 14));
}
