import { pronoun, self, type Person } from './clauseRules.ts';
import { healthWords } from './personWordsRules.ts';
import { textBefore, type Statement } from './subjectRules.ts';

/** Those who are told of because the visitor compares, fears or inherits something: none of them is the patient. */

/** `我妹34岁那年在你们这做的`, `我姐说她28岁做胃镜`: what somebody else went through. */
const experience =
  /那[年会]|照样|在你们(?:这|那|家|医院)?|说[他她]?\d{1,3}岁|做[的过]|打[的过]|割[的过]|种[的过]|拔[的过]|整[的过]|矫正[的过]|没事|恢复得/;
/** `我也想割`, `我这个能做吗`, `我26能做吗`: the visitor asks for the same. */
const meToo =
  /我(?:这|也(?!不知|不清|不懂|不明|不太|不晓|很|没)|还(?:能|可以|要|想)|能|可以|现在|的|\d{2}|[二三四五六]十|该|恢复|会|是不是|想(?:也|做|割|种|打|拔|矫|整|植|祛|隆|补|洗|试|弄|切|放))/;
const iAsk = /我(?:就|只)?想(?:问|咨询|知道|了解)/;
/** 隔壁床大爷, 同病房的阿姨, 前面那个人 */
const strangerBefore =
  /(?:隔壁床?|邻床|临床|同病房|病房里?|对面|旁边|前面|后面|楼下|楼上|村里|小区|网上|认识|认得|邻居|病友)[^,我]{0,3}$/;
/** Words for people outside the family. */
const outsider =
  /^(?:朋友|同事|同学|室友|舍友|邻居|战友|工友|病友|网友|老师|班主任|教练|保姆|月嫂|某人|老板娘?|博主|网红|主播|明星)$/;
const badExperience = /被坑|被骗|上当|投诉|被你们/;

/** The visitor asks for the same as somebody has had, and of nobody else. */
export function isComparedWith(statements: readonly Statement[], at: number): boolean {
  const statement = statements[at];
  const subject = statement?.subject;
  if (!subject || !statement.isNamed || subject.who === self) return false;
  const { text } = statement.clause;
  if (isOutside(statement, subject) && badExperience.test(text)) return true;
  const isExperience = experience.test(text);
  if (!isExperience && !isOutside(statement, subject)) return false;
  const rest = statements.slice(at + 1, at + 4);
  if (
    rest.some(({ clause }) =>
      clause.people.some(({ who }) => (who !== self && who !== subject.who) || who === pronoun),
    )
  )
    return false;
  return rest.some(
    ({ clause }) =>
      meToo.test(clause.text) || (/说[他她]?\d|那年|在你们/.test(text) && iAsk.test(clause.text)),
  );
}

/** No relative: 同事, or an aunt from the next bed. */
function isOutside({ clause }: Statement, person: Person): boolean {
  return outsider.test(person.who) || strangerBefore.test(textBefore(clause, person));
}

const contagion = /传染|感染|传给|传上|被传/;

/** `老师发烧了，会不会传给我家娃`, `我会不会被传染`: who may catch it; of people outside the family they are the patient. */
export function victimsOf(
  statements: readonly Statement[],
): { person: Person; ill: Person; isSure: boolean }[] {
  return statements.flatMap((statement, at) => {
    const { clause } = statement;
    const asked = contagion.exec(clause.text);
    if (!asked || at === 0) return [];
    const ill = statements
      .slice(Math.max(0, at - 4), at)
      .find(({ subject, isNamed, clause: told }) => isNamed && subject && healthWords.test(told.text));
    const person = clause.people.findLast(({ who }) => who !== pronoun && who !== ill?.subject?.who);
    if (!ill?.subject || !person || ill.subject.who === self) return [];
    return [{ person, ill: ill.subject, isSure: isOutside(ill, ill.subject) }];
  });
}

const inherited =
  /会(?:不会)?(?:也|被)?(?:隔代)?遗传|遗传(?:给|到|几率|概率|吗)|(?:是否|能|可能)(?:隔代)?遗传/;
const toMe = /遗传(?:给|到了?)(?:我|下一代|后代)|我[^,]{0,8}(?:会|被)[^,]{0,4}遗传|我会(?:不会)?(?:也)?得/;
const descendant = /^(?:son|daughter|child|.*[孙甥侄].?)$/;

/** 我男朋友的父亲: an illness of another family. */
const ofOthers = /(?:朋友|同事|同学|邻居|男友|女友)(?:的|家|他|她)/;

/** `我爸有糖尿病，会遗传给我吗`: how much it speaks for the visitor that an illness may run in the family. */
export function fearOfInheritance(statements: readonly Statement[]): number {
  if (statements.some(({ clause }) => clause.people.some(({ who }) => descendant.test(who)))) return 0;
  if (statements.some(({ clause }) => ofOthers.test(clause.text))) return 0;
  if (statements.some(({ clause }) => toMe.test(clause.text))) return 5;
  if (!statements.some(({ clause }) => inherited.test(clause.text))) return 0;
  const relatives = new Set(
    statements.flatMap(({ clause }) => clause.people.filter(({ gender }) => gender).map(({ who }) => who)),
  );
  return relatives.size > 1 ? 5 : 2.5;
}

/** `我经常心慌，我妈妈也有心脏病`: the first relative who is named has it as well as the visitor. */
export function isAlsoIll(
  { clause, subject, isNamed }: Statement,
  known: ReadonlyMap<string, unknown>,
): boolean {
  return (
    isNamed &&
    [...known.keys()].every((who) => who === self) &&
    Boolean(subject?.gender) &&
    /^(?:也|同样)(?:有|得|是|患)/.test(clause.text.slice((subject?.end ?? 0) - clause.start))
  );
}
