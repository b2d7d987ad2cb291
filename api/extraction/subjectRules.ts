import { pronoun, self, type Clause, type Person } from './clauseRules.ts';
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
    let subject = subjectOf(clause, people);
    const isNamed = subject !== null;
    const named = subject;
    if (subject?.who === pronoun) subject = third;
    // 亲戚说她得了癫痫: about the one who was spoken of before.
    else if (subject && third && third.who !== subject.who && saysOfThem(clause, subject)) subject = third;
    if (!asksContagion.test(clause.text)) third = meantByPronoun(clause, people, named) ?? third;
    if (subject) namedIn = clause.message;
    statements.push({ clause, subject: subject ?? current, isNamed, isNear: namedIn === clause.message });
    if (subject) current = subject;
  }
  return statements;
}

/** `我弟弟会不会感染上`: he is none of whom the talk goes on. */
const asksContagion = /会(?:不会)?(?:被|也)?(?:传染|感染|传给)/;

/** The first one who can be it; but of 我昨晚得知我奶奶患了…, 同学说他父亲查出… the one who is ill. */
function subjectOf(clause: Clause, people: readonly Person[]): Person | null {
  const able = people.filter((person) => isSubject(clause, person));
  let subject = able[0] ?? null;
  for (const next of able.slice(1, 4)) {
    if (!subject || next.who === pronoun) break;
    const between = clause.text.slice(subject.end - clause.start, next.start - clause.start);
    const behind = clause.text.slice(next.end - clause.start);
    if (healthWords.test(between) || !healthWords.test(behind)) break;
    subject = next;
  }
  return subject;
}

/** They are never meant by 他 or 她. */
const several =
  /^(?:父母|爸妈|爹妈|双亲|夫妻|两口子|姐妹|兄妹|姐弟|公婆|爷爷奶奶|奶奶爷爷|外公外婆|姥姥姥爷|岳父岳母|公公婆婆)$/;

/** Whom 他 or 她 means in the next clause: 老婆生完孩子半年，她… is the wife, 我陪妈妈去看病，她… the mother. */
function meantByPronoun(
  clause: Clause,
  people: readonly Person[],
  subject: Person | null,
): Person | undefined {
  if (subject && subject.who !== self && subject.who !== pronoun && !several.test(subject.who))
    return subject;
  return people.findLast(
    (person) =>
      person.who !== self &&
      person.who !== pronoun &&
      !several.test(person.who) &&
      !actsForOthers.test(textBehind(clause, person)) &&
      !/(?:问[了过]?|告诉)(?:我|我的|我家)?$/.test(textBefore(clause, person)),
  );
}

export function textBefore({ text, start }: Clause, person: Person): string {
  return text.slice(Math.max(0, person.start - start - 8), person.start - start);
}

export function textBehind({ text, start }: Clause, person: Person): string {
  return text.slice(person.end - start, person.end - start + 14);
}

/** 对老公有影响吗, 男朋友说我…, 我想问: named, but not the one it is about. */
export function isSubject(clause: Clause, person: Person): boolean {
  const before = textBefore(clause, person);
  const behind = textBehind(clause, person);
  if (person.who === self)
    return !onlyAsks.test(behind) && !/(?:[和与给跟对帮替让托求]|告诉|加|打|联系|回|找|发)$/.test(before);
  if (askedFor.test(before) && asking.test(behind)) return true;
  if (obliqueBefore.test(before)) return false;
  if (isAddress(clause, person)) return false;
  return !actsForOthers.test(behind);
}

function saysOfThem(clause: Clause, person: Person): boolean {
  return /^们?(?:都|总|老|也|就)?说[他她]/.test(clause.text.slice(person.end - clause.start));
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
