export interface TextPart {
  text: string;
  /** Only ever http or https. */
  href?: string;
}

// Chinese has no spaces: an address ends where its script does.
const address = /\b(?:https?:\/\/|www\.)[^\s<>"'`\u3000-\u9fff\uff00-\uffef]+/gi;
const trailing = /[.,:;!?)\]}]+$/;

/** Splits a text into plain parts and web addresses. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(trailing, '');
    const href = addressOf(found);
    if (!href) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    end = match.index + found.length;
    parts.push({ text: found, href });
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function addressOf(text: string): string | undefined {
  try {
    const url = new URL(/^www\./i.test(text) ? `https://${text}` : text);
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
