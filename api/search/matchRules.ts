import type { ContactDetail, PageVisit, QuickReply, Visitor } from '../../prisma/generated/client/client.ts';
import { spelledRanges } from '../core/spelling.ts';
import { united, wordRanges, type TextRange } from './rangeRules.ts';

/** A way to reach a visitor. */
export type Contact = Pick<ContactDetail, 'kind' | 'value'>;

/** A value by which a visitor was found. */
export interface ContactMatch extends Contact {
  ranges: TextRange[];
}

/** Where the words of a search stand in what is known about a visitor. */
export interface VisitorMatch {
  nicknameRanges: TextRange[];
  noteRanges: TextRange[];
  contacts: ContactMatch[];
}

/** What is known about a visitor, as far as the searcher may know it. */
export interface KnownVisitor extends Pick<Visitor, 'nickname' | 'note'> {
  contacts: Contact[];
}

/** Where words stand in nickname, note and contact data, each of them somewhere; undefined when one is nowhere. */
export function visitorMatch(visitor: KnownVisitor, words: readonly string[]): VisitorMatch | undefined {
  const nickname = namedRanges(visitor.nickname, words);
  const note = wordRanges(visitor.note, words);
  const contacts = visitor.contacts.map((contact) => ({
    ...contact,
    ranges: wordRanges(contact.value, words),
  }));
  if (!isEachFound(words, [nickname, note, ...contacts.map(({ ranges }) => ranges)])) return undefined;
  return {
    nicknameRanges: united(nickname.flat()),
    noteRanges: united(note.flat()),
    contacts: contacts
      .map((contact) => ({ ...contact, ranges: united(contact.ranges.flat()) }))
      .filter(({ ranges }) => ranges.length > 0),
  };
}

/** Where the words of a search stand in a quick reply. */
export interface ReplyMatch {
  titleRanges: TextRange[];
  contentRanges: TextRange[];
}

/** Where words stand in title and content, each of them somewhere; undefined when one is nowhere. */
export function replyMatch(
  { title, content }: Pick<QuickReply, 'title' | 'content'>,
  words: readonly string[],
): ReplyMatch | undefined {
  const inTitle = namedRanges(title, words);
  const inContent = wordRanges(content, words);
  if (!isEachFound(words, [inTitle, inContent])) return undefined;
  return { titleRanges: united(inTitle.flat()), contentRanges: united(inContent.flat()) };
}

/** Where the words of a search stand in a page that was seen. */
export interface PageMatch {
  titleRanges: TextRange[];
  urlRanges: TextRange[];
}

/** Where words stand in title and address, each of them somewhere; undefined when one is nowhere. */
export function pageMatch(
  { title, url }: Pick<PageVisit, 'title' | 'url'>,
  words: readonly string[],
): PageMatch | undefined {
  const inTitle = wordRanges(title, words);
  const inUrl = wordRanges(url, words);
  if (!isEachFound(words, [inTitle, inUrl])) return undefined;
  return { titleRanges: united(inTitle.flat()), urlRanges: united(inUrl.flat()) };
}

/** Names and titles are found in pinyin too. */
function namedRanges(text: string, words: readonly string[]): TextRange[][] {
  const isChinese = /\p{Script=Han}/u.test(text);
  return wordRanges(text, words).map((ranges, n) => {
    const word = words[n] ?? '';
    return ranges.length === 0 && isChinese && /^[a-z]/.test(word) ? spelledRanges(text, word) : ranges;
  });
}

function isEachFound(words: readonly string[], fields: readonly TextRange[][][]): boolean {
  return words.every((_, word) => fields.some((ranges) => (ranges[word]?.length ?? 0) > 0));
}
