import type { AgeMention } from './ageRules.ts';
import { pronoun, self, type Clause, type Person } from './clauseRules.ts';
import type { GenderMention } from './genderRules.ts';
import { actsForOthers, askedFor, asking, healthWords, obliqueBefore, onlyAsks } from './personWordsRules.ts';

/** A clause with the one it is about. */
export interface Statement {
  readonly clause: Clause;
  /** Who it is about; null where nobody was spoken of yet. */
  readonly subject: Person | null;
  /** Whether this clause names them itself. */
  readonly isNamed: boolean;
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
  for (const clause of clauses) {
    const people = clause.people.filter((person) => !isContact(person));
    let subject = people.find((person) => isSubject(clause, person)) ?? null;
    const isNamed = subject !== null;
    if (subject?.who === pronoun) subject = third;
    for (const person of people)
      if (person.who !== self && person.who !== pronoun && isSubject(clause, person)) third = person;
    statements.push({ clause, subject: subject ?? current, isNamed });
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

/** `帅哥，请问`, `大姐你好`: somebody who is spoken to. */
function isAddress(clause: Clause, person: Person): boolean {
  const isAlone =
    person.start === clause.start || /^\s*$/.test(clause.text.slice(0, person.start - clause.start));
  const behind = clause.text.slice(person.end - clause.start);
  return (
    isAlone &&
    /^(?:们|[你您]好|请问|在吗|$)/.test(behind.trim()) &&
    !/妈|爸|老公|老婆|儿子|女儿|父|母/.test(clause.text.slice(0, 4))
  );
}

/** `我跟我老公都想做体检`: two patients, of whom neither age nor gender is the one. */
const areTwo = /我(?:和|跟|与|同)我?[^,]{1,4}(?:都|俩|两个?人?|一起|一块)(?!.{0,3}(?:没|不))/;

/** A wife's pregnancy is often only the reason why the visitor asks about an illness of their own. */
function weightOf({ text }: Clause, { gender }: Person): number {
  if (/母乳/.test(text)) return 0;
  if (/之前|以前|去世|过世|曾经|年轻时/.test(text)) return 1;
  return gender === 'FEMALE' && /怀孕|孕/.test(text) && !healthWords.test(text.replaceAll(/怀孕|怀|孕/g, ''))
    ? 1
    : 2;
}

const words = {
  results:
    /^(?:的|最近的?|昨天的?|今天的?)(?:检查|报告|化验|片子|病|情况|结果|身体|ct|b超|体检|单子|检验|孩子)/,
  aboutThem:
    /(?:先看|主要看|主要是|就看|看的是|给|咨询|关于|问问?|问的是|是)(?:下|一下)?(?:我|我家)?(?:的)?$/,
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
  for (const { clause, subject, isNamed } of statements) {
    for (const person of clause.people) {
      if (person.who === self || person.who === pronoun) continue;
      const before = clause.text.slice(
        Math.max(0, person.start - clause.start - 8),
        person.start - clause.start,
      );
      const behind = clause.text.slice(person.end - clause.start);
      if (askedFor.test(before) && asking.test(behind)) give(person, 5);
      if (words.results.test(behind)) give(person, 3);
    }
    const age = ages.find(({ start }) => start >= clause.start && start < clause.end);
    const body = genders.find(
      (one) => one.start >= clause.start && one.end <= clause.end && isOfOneself(one),
    );
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
    if (isNamed) give(subject, weightOf(clause, subject));
    else if (scores.has(subject.who)) give(subject, 0.5);
  }
  if (statements.some(({ clause }) => areTwo.test(clause.text)))
    return { who: 'several', gender: null, person: null };
  const best = [...scores.values()].sort(
    (a, b) => b.score - a.score || Number(b.person.who === self) - Number(a.person.who === self),
  )[0];
  if (!best) return { who: null, gender: null, person: null };
  return { who: best.person.who, gender: best.person.gender, person: best.person };
}
