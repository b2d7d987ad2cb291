import { withoutAddresses, withoutIds } from './addressRules.ts';
import { ageMentions, type AgeMention } from './ageRules.ts';
import { clausesOf, isSame, pronoun, self, type Gender, type Person } from './clauseRules.ts';
import type { Finding } from './extractionRules.ts';
import { genderMentions, type GenderMention } from './genderRules.ts';
import type { Reading } from './normalizeRules.ts';
import { lastBefore } from './orderRules.ts';
import { patientOf, type Patient } from './patientRules.ts';
import { statementsOf, type Statement } from './subjectRules.ts';

/** Age and gender of the patient: of the visitor, or of the relative for whom they ask. */
export function personalFindings(written: Reading): Finding[] {
  const lower = withoutIds(withoutAddresses(written.lower, written.lower));
  const clauses = clausesOf(lower, written.starts);
  const ages = ageMentions(lower);
  const genders = genderMentions(lower);
  const isOnMothers = /母乳|母婴|胎儿/.test(lower);
  const statements = statementsOf(
    clauses,
    (person) => isContactPerson(lower, person) || (isOnMothers && isAnyMother(lower, person)),
  );
  const told: Told = { statements, starts: clauses };
  const patient = patientOf(statements, ages, genders);
  const age = ageOf(patient, ages, told, lower);
  const findings: Finding[] = [];
  if (age)
    findings.push({ kind: 'AGE', value: String(age.value), rule: age.rule, parts: [[age.start, age.end]] });
  const gender = genderOf(patient, genders, told);
  if (gender)
    findings.push({
      kind: 'GENDER',
      value: gender.gender,
      rule: gender.rule,
      parts: [[gender.start, gender.end]],
    });
  return findings;
}

/** 打我儿子手机, 联系人王女士（女儿）, 我是她妹妹: who may be called, or who writes. */
function isContactPerson(lower: string, { start, end }: Person): boolean {
  const behind = lower.slice(end, end + 8);
  const before = lower.slice(Math.max(0, start - 14), start);
  if (/^(?:的|本人)?(?:手机|电话|微信|号码?|qq|wx|vx|v|联系|[\s:(]{0,2}1[3-9]\d)/.test(behind)) return true;
  return /(?:联系人|我是(?:他|她|患者|病人|老人|孩子|我?[爸妈]|家属)?的?|[\da-z_¤]\s?\(我?)[^,。\n]{0,5}$/.test(
    before,
  );
}

/** 母亲有乙肝能母乳吗: mothers in general. */
function isAnyMother(lower: string, { who, start }: Person): boolean {
  return who === 'mother' && !/[我俺]|my/.test(lower.slice(Math.max(0, start - 4), start));
}

/** What is told, and where each clause begins. */
interface Told {
  readonly statements: readonly Statement[];
  readonly starts: readonly { readonly start: number }[];
}

/** Who is named right before a place: the last person of the clause before it, else whom the clause is about. */
function whoBefore({ statements, starts }: Told, place: number): Person | null {
  const statement = statements[lastBefore(starts, place + 1)];
  if (!statement) return null;
  const { people } = statement.clause;
  const last = people[lastBefore(people, place)];
  return last && last.who !== pronoun ? last : statement.subject;
}

/** Whether what is said of somebody is said of the patient. Of nobody is of the patient, as is all when there is no other. */
function isOf(patient: Patient, person: Person | null): boolean {
  if (person && patient.bystanders.has(person.who)) return false;
  return !person || patient.who === null || person.who === patient.who || isSame(person.who, patient.who);
}

/** Written as in a form it is the patient's, unless the visitor says `本人女，30岁` and asks for somebody else. */
function isFormOf(
  patient: Patient,
  told: Told,
  { isPatients, start }: { readonly isPatients: boolean; readonly start: number },
): boolean {
  const who = whoBefore(told, start)?.who;
  if (!isPatients || (who && patient.bystanders.has(who))) return false;
  return patient.who === null || patient.who === self || who !== self;
}

const corrected = /打错|写错|说错|错了|不对|更正|应该是|不是|纠正|sorry|correction|typo|i mean|\*/;

function ageOf(
  patient: Patient,
  ages: readonly AgeMention[],
  told: Told,
  lower: string,
): AgeMention | undefined {
  const own = ages.filter((age) => isFormOf(patient, told, age) || isOf(patient, whoBefore(told, age.start)));
  const real = own.some(({ isNominal }) => !isNominal) ? own.filter(({ isNominal }) => !isNominal) : own;
  const last = real.at(-1);
  const first = real[0];
  if (!first || !last) return undefined;
  if (corrected.test(lower.slice(first.end, last.end))) return last;
  const strongest = Math.max(...real.map(({ strength }) => strength));
  return real.find(({ strength }) => strength === strongest);
}

interface GenderFound {
  gender: Gender;
  rule: string;
  start: number;
  end: number;
}

function genderOf(patient: Patient, genders: readonly GenderMention[], told: Told): GenderFound | undefined {
  if (patient.gender && patient.person)
    return { gender: patient.gender, rule: 'relative', start: patient.person.start, end: patient.person.end };
  const related = told.statements
    .flatMap(({ clause }) => clause.people)
    .find((one) => one.gender && patient.who && isSame(one.who, patient.who));
  if (related?.gender)
    return { gender: related.gender, rule: 'relative', start: related.start, end: related.end };
  const own = genders.filter((one) => {
    const person = whoBefore(told, one.start);
    // 儿子都14了，现在又怀上了: no man can be meant, so it is the visitor.
    const isMine =
      (person?.gender && person.gender !== one.gender && !one.rule.startsWith('word')) ||
      (person?.who === 'child' && one.rule === 'pregnancy or birth');
    return (
      isFormOf(patient, told, one) ||
      (isMine ? patient.who === self || patient.who === null : isOf(patient, person))
    );
  });
  return (
    own.find(({ isPatients }) => isPatients) ?? own.find(({ rule }) => !rule.startsWith('word')) ?? own[0]
  );
}
