import type { AgeMention } from './ageRules.ts';
import { fearOfInheritance, isAlsoIll, isComparedWith, victimsOf } from './bystanderRules.ts';
import { isSame, pronoun, self, type Clause, type Person } from './clauseRules.ts';
import type { GenderMention } from './genderRules.ts';
import { firstWithin } from './orderRules.ts';
import { askedFor, asking, healthWords } from './personWordsRules.ts';
import { isSubject, textBefore, type Statement } from './subjectRules.ts';

export interface Patient {
  /** `self`, a relative, or null when nobody was named. */
  readonly who: string | null;
  readonly gender: Person['gender'];
  readonly person: Person | null;
  /** Of whom is told, but who are surely not the patient. */
  readonly bystanders: ReadonlySet<string>;
}

/** `和我爷爷去量血压` */
const examinedWith =
  /(?:和|跟|陪|带)(?:我|我家)?(?:的)?\|(?:一起|一块)?(?:去|到|做)[^,]{0,6}(?:测|查|检|看|量|医院)/;

/** `我跟我老公都想做体检`: two patients, of whom neither age nor gender is the one. */
const areTwo =
  /我(?:和|跟|与|同)我?[^,]{1,4}(?:都|俩|两个?人?|一起|一块)(?!.{0,3}(?:没|不))|[爸妈爷奶公婆哥姐弟妹]和我都|[爸妈爷奶公婆哥姐弟妹](?:和|跟|与|、)我?[^,]{0,2}[爸妈爷奶公婆哥姐弟妹](?:先后|现在|两个?人?)?都/;

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
  comesThemselves: /^自己(?:来|去|要|想)?(?:看|做(?!的)|治|查|用|问|约|挂|检)/,
  lets: /^(?:让|叫|托|要)我(?:帮|替|来|先)*(?:[他她])?(?:问|咨询|挂|约|查)[^,]{0,4}[他她]/,
  aboutAge: /岁|年纪|年龄|[二三四五六七八九]十[^,]{0,3}(?:了|多|几|出头|八九|七八)|\d\d(?:多|来|出头|几)了?$/,
} as const;

/** `怀孕`, `前列腺`: what only somebody says who has it, unlike 女 or 男孩. */
function isOfOneself({ rule }: GenderMention): boolean {
  return rule === 'pregnancy or birth' || rule.endsWith('body');
}

const nobody: Patient = { who: null, gender: null, person: null, bystanders: new Set() };

/** The visitor, whom nothing names. */
function visitorAt({ start }: Clause): Person {
  return { who: self, gender: null, start, end: start };
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
  const bystanders = new Set<string>();
  let isVisitorTold = false;
  const bodies = genders.filter(isOfOneself);
  for (const [at, { clause, subject, isNamed, isNear }] of statements.entries()) {
    if (isComparedWith(statements, at)) {
      if (subject) bystanders.add(subject.who);
      give(visitorAt(clause), 1);
      continue;
    }
    for (const person of clause.people) {
      if (person.who === self || person.who === pronoun) continue;
      const before = textBefore(clause, person);
      const behind = clause.text.slice(person.end - clause.start, person.end - clause.start + 32);
      if (askedFor.test(before) && asking.test(behind)) give(person, 5);
      if (examinedWith.test(`${before}|${behind}`)) give(person, 2);
      if (words.results.test(behind)) give(person, 3);
      if (words.comesThemselves.test(behind) || words.lets.test(behind)) give(person, 5);
    }
    if (isNamed && subject?.who === self) isVisitorTold = true;
    const age = firstWithin(ages, clause.start, clause.end);
    const body = firstWithin(bodies, clause.start, clause.end);
    // Nobody is named yet, or a man is pregnant: it is the visitor who speaks of themselves.
    const isMyself =
      !subject ||
      (!isNamed && body && subject.gender && body.gender !== subject.gender) ||
      (!isNamed && bystanders.has(subject.who));
    if (isMyself || subject.who === self) {
      const person = isMyself ? visitorAt(clause) : subject;
      // 我今年二十九，我奶奶查出…: the visitor only says who writes.
      if (age && (age.strength > 1 || isNamed))
        give(person, isMyself || healthWords.test(clause.text) ? 2 : 1.5);
      if (body) give(person, isMyself ? 1.5 : 1);
      if (isNamed && !isMyself && healthWords.test(clause.text)) give(person, 2);
      continue;
    }
    if (words.firstOf.test(clause.text)) give(subject, 6);
    if (age) give(subject, isNamed ? 2 : 1);
    else if (isNamed && words.aboutAge.test(clause.text)) give(subject, 1);
    if (!healthWords.test(clause.text)) continue;
    if (isVisitorTold && isAlsoIll({ clause, subject, isNamed, isNear }, scores)) {
      give(visitorAt(clause), 2);
      continue;
    }
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
  for (const { person, ill, isSure } of victimsOf(statements)) {
    const isKnown = scores.has(person.who) && (person.who === self || ages.length > 0);
    if (isSure || isKnown) give(person, isSure ? 6 : 1.5);
    if (isSure) bystanders.add(ill.who);
  }
  const fear = fearOfInheritance(statements);
  if (statements[0] && fear > 0) give(visitorAt(statements[0].clause), fear);
  if (statements.some(({ clause }) => areTwo.test(clause.text) && healthWords.test(clause.text)))
    return { ...nobody, who: 'several' };
  const rank = (person: Person) => (person.who === self ? 2 : person.gender ? 1 : 0);
  const ranked = [...scores.values()].sort((a, b) => b.score - a.score || rank(b.person) - rank(a.person));
  const first = ranked[0]?.person.who;
  // 老人患高血压 … 我奶奶: the word that leaves it open stands for the one that does not.
  const best = ranked.find(({ person }) => first && person.gender && isSame(first, person.who)) ?? ranked[0];
  if (!best) return nobody;
  return { who: best.person.who, gender: best.person.gender, person: best.person, bystanders };
}
