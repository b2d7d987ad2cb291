import type { AgeMention } from './ageRules.ts';
import { isSame, pronoun, self, type Clause, type Person } from './clauseRules.ts';
import type { GenderMention } from './genderRules.ts';
import { firstWithin } from './orderRules.ts';
import { actsForOthers, askedFor, asking, healthWords, obliqueBefore, onlyAsks } from './personWordsRules.ts';

/** A clause with the one it is about. */
export interface Statement {
  readonly clause: Clause;
  /** Who it is about; null where nobody was spoken of yet. */
  readonly subject: Person | null;
  /** Whether this clause names them itself. */
  readonly isNamed: boolean;
  /** Whether they were named in the same message. */
  readonly isNear: boolean;
}

export interface Patient {
  /** `self`, a relative, or null when nobody was named. */
  readonly who: string | null;
  readonly gender: Person['gender'];
  readonly person: Person | null;
}

/** Who each clause is about: the one it names as its subject, else the one that the clauses before it were about. */
export function statementsOf(
  clauses: readonly Clause[],
  isContact: (person: Person) => boolean,
): Statement[] {
  const statements: Statement[] = [];
  let current: Person | null = null;
  let third: Person | null = null;
  let namedIn = -1;
  for (const clause of clauses) {
    const people = clause.people.filter((person) => !isContact(person));
    let subject = people.find((person) => isSubject(clause, person)) ?? null;
    const isNamed = subject !== null;
    if (subject?.who === pronoun) subject = third;
    // 亲戚说她得了癫痫: about the one who was spoken of before.
    else if (subject && third && third.who !== subject.who && saysOfThem(clause, subject)) subject = third;
    for (const person of people)
      if (person.who !== self && person.who !== pronoun && !actsIn(clause, person)) third = person;
    if (subject) namedIn = clause.message;
    statements.push({ clause, subject: subject ?? current, isNamed, isNear: namedIn === clause.message });
    if (subject) current = subject;
  }
  return statements;
}

/** 对老公有影响吗, 男朋友说我…, 我想问: named, but not the one it is about. */
function isSubject(clause: Clause, person: Person): boolean {
  const before = clause.text.slice(Math.max(0, person.start - clause.start - 8), person.start - clause.start);
  const behind = clause.text.slice(person.end - clause.start, person.end - clause.start + 14);
  if (person.who === self)
    return !onlyAsks.test(behind) && !/(?:[给跟对帮替让]|告诉|加|打|联系|回|找|发)$/.test(before);
  if (askedFor.test(before) && asking.test(behind)) return true;
  if (obliqueBefore.test(before)) return false;
  if (isAddress(clause, person)) return false;
  return !actsForOthers.test(behind);
}

function saysOfThem(clause: Clause, person: Person): boolean {
  return /^们?(?:都|总|老|也|就)?说[他她]/.test(clause.text.slice(person.end - clause.start));
}

function actsIn(clause: Clause, person: Person): boolean {
  return actsForOthers.test(clause.text.slice(person.end - clause.start, person.end - clause.start + 14));
}

/** `大姐你好`, `阿姨，请问`: somebody who is spoken to. */
function isAddress({ text, start }: Clause, person: Person): boolean {
  const word = text.slice(person.start - start, person.end - start);
  return (
    /^(?:大姐|小姐姐|姐姐?|大哥|哥哥?|阿姨|大?叔叔?|妹子|妹妹|老?弟弟?|兄弟|大伯|大爷|姨|老头|老爷子)$/.test(
      word,
    ) &&
    person.start - start < 3 &&
    text.slice(0, person.start - start).trim() === '' &&
    /^\s*(?:们|[你您]好|请问|在吗|好|$)/.test(text.slice(person.end - start, person.end - start + 6))
  );
}

/** `和我爷爷去量血压` */
const examinedWith =
  /(?:和|跟|陪|带)(?:我|我家)?(?:的)?\|(?:一起|一块)?(?:去|到|做)[^,]{0,6}(?:测|查|检|看|量|医院)/;

/** `我跟我老公都想做体检`: two patients, of whom neither age nor gender is the one. */
const areTwo =
  /我(?:和|跟|与|同)我?[^,]{1,4}(?:都|俩|两个?人?|一起|一块)(?!.{0,3}(?:没|不))|[爸妈爷奶公婆哥姐弟妹](?:和|跟|与|、)我?[^,]{0,2}[爸妈爷奶公婆哥姐弟妹](?:先后|现在|两个?人?)?都/;

/** A wife's pregnancy is often only the reason why the visitor asks about an illness of their own. */
function weightOf({ text, start }: Clause, { gender, end }: Person): number {
  if (/^.{0,6}(?:之前|以前|去世|过世|曾经|年轻时)/.test(text.slice(end - start, end - start + 10))) return 1;
  return gender === 'FEMALE' && /怀孕|孕/.test(text) && !healthWords.test(text.replaceAll(/怀孕|怀|孕/g, ''))
    ? 1
    : 2;
}

const words = {
  results:
    /^(?:的|最近的?|昨天的?|今天的?)(?:检查|报告|化验|片子|病|情况|结果|身体|ct|b超|体检|单子|检验|孩子)/,
  firstOf: /(?:先看|主要看|主要是|就看|看的是|给我看|帮我看)[^,。]{0,2}[他她它](?:的)?/,
} as const;

/** `怀孕`, `前列腺`: what only somebody says who has it, unlike 女 or 男孩. */
function isOfOneself({ rule }: GenderMention): boolean {
  return rule === 'pregnancy or birth' || rule.endsWith('body');
}

/** Who the consultation is about: the one of whom most is said that one says of a patient. */
export function patientOf(
  statements: readonly Statement[],
  ages: readonly AgeMention[],
  genders: readonly GenderMention[],
): Patient {
  const scores = new Map<string, { score: number; person: Person }>();
  const give = (person: Person, score: number) => {
    const known = scores.get(person.who);
    if (known) known.score += score;
    else scores.set(person.who, { score, person });
  };
  const bodies = genders.filter(isOfOneself);
  for (const { clause, subject, isNamed, isNear } of statements) {
    for (const person of clause.people) {
      if (person.who === self || person.who === pronoun) continue;
      const before = clause.text.slice(
        Math.max(0, person.start - clause.start - 8),
        person.start - clause.start,
      );
      const behind = clause.text.slice(person.end - clause.start);
      if (askedFor.test(before) && asking.test(behind)) give(person, 5);
      if (examinedWith.test(`${before}|${behind}`)) give(person, 2);
      if (words.results.test(behind)) give(person, 3);
    }
    const age = firstWithin(ages, clause.start, clause.end);
    const body = firstWithin(bodies, clause.start, clause.end);
    // Nobody is named yet, or a man is pregnant: it is the visitor who speaks of themselves.
    const isMyself = !subject || (!isNamed && body && subject.gender && body.gender !== subject.gender);
    if (isMyself || subject.who === self) {
      const person = isMyself ? { who: self, gender: null, start: clause.start, end: clause.start } : subject;
      if (age && (age.strength > 1 || isNamed)) give(person, 2);
      if (body) give(person, isMyself ? 1.5 : 1);
      if (isNamed && !isMyself && healthWords.test(clause.text)) give(person, 2);
      continue;
    }
    if (words.firstOf.test(clause.text)) give(subject, 6);
    if (age) give(subject, isNamed ? 2 : 1);
    else if (isNamed && /岁|年纪|年龄/.test(clause.text)) give(subject, 1);
    if (!healthWords.test(clause.text)) continue;
    const mine = clause.people.findLast(({ who, start }) => who === self && start > subject.start);
    if (
      mine &&
      isNamed &&
      isSubject(clause, mine) &&
      healthWords.test(clause.text.slice(mine.end - clause.start))
    )
      give(mine, 2);
    if (isNamed) give(subject, weightOf(clause, subject));
    else if (isNear || scores.has(subject.who)) give(subject, scores.has(subject.who) ? 0.5 : 1.5);
  }
  if (statements.some(({ clause }) => areTwo.test(clause.text) && healthWords.test(clause.text)))
    return { who: 'several', gender: null, person: null };
  const rank = (person: Person) => (person.who === self ? 2 : person.gender ? 1 : 0);
  const ranked = [...scores.values()].sort((a, b) => b.score - a.score || rank(b.person) - rank(a.person));
  const first = ranked[0]?.person.who;
  // 老人患高血压 … 我奶奶: the word that leaves it open stands for the one that does not.
  const best = ranked.find(({ person }) => first && person.gender && isSame(first, person.who)) ?? ranked[0];
  if (!best) return { who: null, gender: null, person: null };
  return { who: best.person.who, gender: best.person.gender, person: best.person };
}
