import { personWord } from './personWordsRules.ts';

export type Gender = 'FEMALE' | 'MALE';

/** Somebody who is spoken of. `who` is the same for words that can only mean the same person. */
export interface Person {
  readonly who: string;
  readonly gender: Gender | null;
  readonly start: number;
  readonly end: number;
}

/** A part of a message between two stops or commas, with the people in it. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly people: readonly Person[];
  readonly message: number;
}

export const self = 'self';
export const pronoun = 'pronoun';

const otherSelf = /我(?!们|国|市|县|院|校|爱)|本人|俺(?!们)|自己|\bi(?:'m|'ve|'d)?\b(?!\/)/g;
const thirdPerson = /(?<!其)[他她它]们?|\bta\b|\b(?:he|she|he's|she's|his|her)\b/g;

/** Splits a text into clauses. Commas in front of one digit group are as good as any. */
export function clausesOf(lower: string, starts: readonly number[]): Clause[] {
  const clauses: Clause[] = [];
  let message = 0;
  let start = 0;
  for (let at = 0; at <= lower.length; at++) {
    if (at < lower.length && !',。!?;\n'.includes(lower.charAt(at))) continue;
    while (message + 1 < starts.length && (starts[message + 1] ?? 0) <= start) message += 1;
    if (at > start) {
      const text = lower.slice(start, at);
      clauses.push({ start, end: at, text, message, people: peopleOf(text, start) });
    }
    start = at + 1;
  }
  return clauses;
}

function peopleOf(text: string, offset: number): Person[] {
  const people: Person[] = [];
  for (const found of text.matchAll(personWord)) {
    const { F, M, C, O, both, EF, EM, EO } = found.groups ?? {};
    const word = F ?? M ?? C ?? O ?? both ?? EF ?? EM ?? EO ?? '';
    const gender = (F ?? EF) ? 'FEMALE' : (M ?? EM) ? 'MALE' : null;
    people.push({
      who: whoIs(word),
      gender,
      start: offset + found.index,
      end: offset + found.index + found[0].length,
    });
  }
  const isFree = (index: number) =>
    !people.some(({ start, end }) => offset + index >= start && offset + index < end);
  for (const { 0: word, index } of text.matchAll(otherSelf)) {
    // 我妈, 我家孩子, 我的儿子: only whose they are.
    const owns = people.some(({ start }) => {
      const gap = start - offset - index - word.length;
      return (
        gap >= 0 &&
        gap <= 6 &&
        /^(?:家里?|的|们家|那|这|家的|最小的|大|小|现在的|亲){0,3}$/.test(
          text.slice(index + word.length, index + word.length + gap),
        )
      );
    });
    if (isFree(index) && !owns)
      people.push({ who: self, gender: null, start: offset + index, end: offset + index + word.length });
  }
  for (const { 0: word, index } of text.matchAll(thirdPerson))
    if (isFree(index))
      people.push({ who: pronoun, gender: null, start: offset + index, end: offset + index + word.length });
  return people
    .sort((a, b) => a.start - b.start)
    .filter((one, i, all) => !isOwner(text, offset, one, all[i + 1]));
}

/** 姐姐家的宝宝, 朋友的妈妈: only the last one is spoken of. */
function isOwner(text: string, offset: number, one: Person, next: Person | undefined): boolean {
  return (
    next !== undefined &&
    next.who !== pronoun &&
    next.who !== self &&
    /^(?:家的?|的|她|他)?$/.test(text.slice(one.end - offset, next.start - offset)) &&
    text.slice(one.end - offset, next.start - offset) !== ''
  );
}

const sameWords: [RegExp, string][] = [
  [/^(?:妈|老妈|妈妈|妈咪|母亲|老娘|我娘|俺娘|她娘|他娘|老妈子|mother|mom|mum|mommy|mama)$/, 'mother'],
  [/^(?:爸|爸爸|老爸|父亲|爹|老爹|father|dad|daddy)$/, 'father'],
  [/^(?:老婆|妻子|媳妇儿?|太太|内人|wife)$/, 'wife'],
  [/^(?:老公|丈夫|先生|husband|hubby)$/, 'husband'],
  [/^(?:儿子|儿砸|son)$/, 'son'],
  [/^(?:女儿|闺女|丫头|daughter)$/, 'daughter'],
  [
    /^(?:孩子|宝宝|小孩儿?|娃.*|小朋友|.?.?婴儿|宝贝|小家伙|.宝|患儿|新生儿|幼儿|婴幼儿|child|kid|baby|toddler|infant)$/,
    'child',
  ],
  [/^(?:老人|老人家|长辈)$/, 'elder'],
  [/^(?:老伴儿?|爱人|对象|伴侣|spouse|partner)$/, 'spouse'],
  [/^.?(?:妹妹|小妹|妹子|二妹|妹|sister)$/, 'sister'],
];

function whoIs(word: string): string {
  return sameWords.find(([words]) => words.test(word))?.[1] ?? word;
}
