import { LinkifyIt } from 'linkify-it';

/** A piece of a text, and where it leads to if it is an address. */
export interface LinkPart {
  text: string;
  /** Only ever http, https or mailto. */
  href: string | null;
}

const linkify = new LinkifyIt({ fuzzyLink: true });

/** Chinese has no spaces: an address ends where its script does. One character each, so that places stay the same. */
const otherScript = /[\u3000-\u9fff\uff00-\uffef]/g;

/** Cuts a text where web and mail addresses begin and end. The parts together are the text. */
export function linkParts(text: string): LinkPart[] {
  const parts: LinkPart[] = [];
  let place = 0;
  for (const { index, lastIndex, url } of linkify.match(text.replaceAll(otherScript, ' ')) ?? []) {
    if (!/^(https?|mailto):/i.test(url)) continue;
    if (index > place) parts.push({ text: text.slice(place, index), href: null });
    parts.push({ text: text.slice(index, lastIndex), href: url });
    place = lastIndex;
  }
  if (place < text.length) parts.push({ text: text.slice(place), href: null });
  return parts;
}
