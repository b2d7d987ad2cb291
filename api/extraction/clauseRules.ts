import { matchesOf } from './matchRules.ts';
import { Taken } from './orderRules.ts';
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

const mySelf = /我(?!们|国|市|县|院|校|爱)|本人|俺(?!们)|\bi(?:'m|'ve|'d)?\b(?!\/)/g;
const thirdPerson = /(?<!其)[他她它]们?|\bta\b|\b(?:he|she|he's|she's|his|her)\b/g;

/** Splits a text into clauses. Commas in front of one digit group are as good as any. */
export function clausesOf(lower: string, starts: readonly number[]): Clause[] {
  const people = peopleOf(lower);
  const clauses: Clause[] = [];
  let message = 0;
  let start = 0;
  let named = 0;
  for (const at of [...stopsOf(lower), lower.length]) {
    while (message + 1 < starts.length && (starts[message + 1] ?? 0) <= start) message += 1;
    const first = named;
    while (named < people.length && (people[named]?.start ?? 0) < at) named += 1;
    if (at > start)
      clauses.push({
        start,
        end: at,
        text: lower.slice(start, at),
        message,
        people: people.slice(first, named),
      });
    start = at + 1;
  }
  return clauses;
}

/** Also the full stop of 乙肝小三阳.我的宝宝…, which is no point of a number or an address. */
const stop = /[,。!?;\n]|\.(?![a-z0-9.])/g;

function stopsOf(lower: string): number[] {
  return matchesOf(lower, stop).map(({ index }) => index);
}

/** Everybody of a text, in order. No word, nor what belongs to one, reaches over a stop: each is of one clause. */
function peopleOf(text: string): Person[] {
  const people: Person[] = [];
  const taken = new Taken(text.length);
  const begins = new Set<number>();
  for (const { 0: found, index, groups } of matchesOf(text, personWord)) {
    const { F, M, C, O, both, EF, EM, EO } = groups ?? {};
    const word = F ?? M ?? C ?? O ?? both ?? EF ?? EM ?? EO ?? '';
    const gender = (F ?? EF) ? 'FEMALE' : (M ?? EM) ? 'MALE' : null;
    const end = index + found.length;
    people.push({ who: whoIs(word), gender, start: index, end });
    taken.add(index, end);
    begins.add(index);
  }
  const addFree = (who: string, word: string, start: number) => {
    const end = start + word.length;
    if (!taken.has(start, end)) people.push({ who, gender: null, start, end });
  };
  for (const { 0: word, index } of matchesOf(text, mySelf))
    if (!isOwnerOfNext(text, index + word.length, begins)) addFree(self, word, index);
  for (const { 0: word, index } of matchesOf(text, thirdPerson)) addFree(pronoun, word, index);
  const sorted = people.sort((a, b) => a.start - b.start);
  // 她爸爸 is one person, and of 老婆她爸爸 it is he who is spoken of.
  const named = sorted.filter((one, i) => !(one.who === pronoun && sorted[i + 1]?.start === one.end));
  return named.filter((one, i) => !isOwner(text, one, named[i + 1]));
}

const ownsBetween =
  /^(?:家里?|的|们家|那|这|个|位|有|一|家的|最小的|大|小|现在的|亲|可怜的|刚|满|[\d一二两三四五六七八九十]{1,3}(?:多)?(?:周?岁|个月)半?大?的?){0,3}$/;

/** 我妈, 我家孩子, 我的儿子: not the visitor, only whose they are. */
function isOwnerOfNext(text: string, end: number, begins: ReadonlySet<number>): boolean {
  for (let gap = 0; gap <= 6; gap++)
    if (begins.has(end + gap) && ownsBetween.test(text.slice(end, end + gap))) return true;
  return false;
}

/** 姐姐家的宝宝, 朋友的妈妈: only the last one is spoken of. */
function isOwner(text: string, one: Person, next: Person | undefined): boolean {
  return (
    next !== undefined &&
    next.who !== pronoun &&
    next.who !== self &&
    (one.gender === null
      ? /^(?:家里?)?的?(?:有?一?个|那个)?[她他老]?的?$/
      : /^(?:家的?|的|家?的?[她他])$/
    ).test(text.slice(one.end, next.start))
  );
}

const sameWords: [RegExp, string][] = [
  [/^(?:妈|老妈|妈妈|妈咪|母亲|家母|老娘|我娘|俺娘|她娘|他娘|老妈子|mother|mom|mum|mommy|mama)$/, 'mother'],
  [/^(?:爸|爸爸|老爸|家父|父亲|爹|老爹|father|dad|daddy)$/, 'father'],
  [/^(?:老婆|妻子|媳妇儿?|太太|内人|wife|(?:孩|娃|宝宝).*[妈娘])$/, 'wife'],
  [/^(?:老公|丈夫|先生|husband|hubby|(?:孩|娃|宝宝).*[爸爹])$/, 'husband'],
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

/** A word without gender, and those who may be meant by it: 孩子 is the 儿子 of another sentence. */
const generations: Record<string, RegExp> = {
  child: /^(?:son|daughter|sister|.*[孙甥侄].?|弟弟?|小弟|小妹)$/,
  elder:
    /^(?:mother|father|.*(?:爷|奶|姥|外婆|外公|公公|婆婆|岳|丈|老太|老头|家婆|家公).*|grand(?:ma|pa|mother|father))$/,
  spouse: /^(?:wife|husband|.*(?:女朋友|女友|男朋友|男友))$/,
};

/** Whether two words may mean the same person, because one of them leaves the gender open. */
export function isSame(a: string, b: string): boolean {
  return generations[a]?.test(b) === true || generations[b]?.test(a) === true;
}
