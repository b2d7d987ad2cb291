import type { Gender } from './clauseRules.ts';
import { matchesOf } from './matchRules.ts';
import { Taken } from './orderRules.ts';

/** A word that tells the gender of whoever it is said of. */
export interface GenderMention {
  readonly gender: Gender;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  /** Said of the patient as in a form: `女,28`, `患者男`, `性别：女`. */
  readonly isPatients: boolean;
}

interface Form {
  readonly rule: string;
  readonly gender: Gender;
  readonly pattern: RegExp;
  readonly isPatients?: boolean;
}

const formBefore = String.raw`(?<=^|[\s,.。;:!?()/、|~\n-]|岁的|患者|患者是|对象|朋友|同事|室友|同学|孩子|宝宝|老人|患儿|本人|性别|性别是|未婚|已婚|病人|我是|我是个|我是一名|我是一个|自己|\d|岁|周岁|后|我|是|了|年龄)`;
const age = String.raw`\s?[,/、|]?\s?(?:\d|[二三四五六七八九十]{2}|年龄|今年|现年|现)`;
const noMan = '(?!朋|友|科|医|大夫|护|专家|主任|厕|女|左|同事|教师|老师|方|主|演|足|篮|装|神|票|篮|宾|款|鞋)';
const noWoman =
  '(?!儿|婿|朋|友|科|医|大夫|护|专家|主任|厕|男|同事|教师|老师|方|主|演|装|神|子会所|足|款|鞋|娲)';

const forms: readonly Form[] = [
  {
    rule: 'sex',
    gender: 'FEMALE',
    isPatients: true,
    pattern: new RegExp(
      `${formBefore}女(?:性|士|生|孩|的|人)?${noWoman}(?=$|[\\s,.。;:!?()/、|\\n]|是|本人|患者|未婚|已婚|${age})`,
      'g',
    ),
  },
  {
    rule: 'sex',
    gender: 'MALE',
    isPatients: true,
    pattern: new RegExp(
      `${formBefore}男(?:性|士|生|孩|的|人)?${noMan}(?=$|[\\s,.。;:!?()/、|\\n]|是|本人|患者|未婚|已婚|${age})`,
      'g',
    ),
  },
  {
    rule: 'sex in English',
    gender: 'FEMALE',
    isPatients: true,
    pattern:
      /(?<![a-z0-9_.\-']|[a-z]\/)(?:female|woman|lady|girl|f(?=[\s/,:]{0,2}\d{1,2}(?![\d.%]))|(?<=gender:? ?|sex:? ?)f)(?![a-z0-9_\-'](?!\d))|(?<=(?<![\d.a-z])\d{1,2}(?: ?yo?)?[ /,]?)f(?![a-z0-9])/g,
  },
  {
    rule: 'sex in English',
    gender: 'MALE',
    isPatients: true,
    pattern:
      /(?<![a-z0-9_.\-']|[a-z]\/)(?:male|man|guy|gentleman|boy|m(?=[\s/,:]{0,2}\d{1,2}(?![\d.%]))|(?<=gender:? ?|sex:? ?)m)(?![a-z0-9_\-'](?!\d))|(?<=(?<![\d.a-z])\d{1,2}(?: ?yo?)?[ /,]?)m(?![a-z0-9])/g,
  },
  {
    rule: 'word for a woman',
    gender: 'FEMALE',
    pattern:
      /女性|女士|女孩子?|女生|女人|女子|女患者|女病人|妇女|姑娘|少女|女童|女婴|女娃|女宝|老太太?|宝妈|孕妈|孕妇|产妇|(?<!准)辣妈|女同志|女青年|(?<=[我患本].{0,8}岁的?)女/g,
  },
  {
    rule: 'word for a man',
    gender: 'MALE',
    pattern:
      /男性|男士|男孩子?|男生|男人|男子|男患者|男病人|小伙(?!伴|食)子?|(?<!你这|[你这那臭])小子(?!你)|男童|男婴|男娃|男宝|老头子?|老爷子|男同志|男青年|老汉|爷们|宝爸/g,
  },
  {
    rule: 'pregnancy or birth',
    gender: 'FEMALE',
    pattern:
      /(?<!备|受|不|未|以为|以为是|怀疑|怀疑是|疑似|是不是|没|没有|助|避|易|可以|能|能否|不能|能不能够?|能够|会|想|想要|要|准备|打算|计划|影响|怕|才能|会不会|再|后|之后|否|可不可以|容易|如何|怎么|适合|适不适合|敢|是否|假)怀(?:孕|上|了|着|二胎|三胎|宝宝)(?!率|前|几率|呢?吗|么|嘛|可以|的?话|的?(?:风险|影响|几率|概率|可能)|有(?:影响|风险))|孕\d{1,2}\+?\d?周|孕期|孕早期|孕晚期|孕中期|怀孕\d|有孕|产检|孕检|孕吐|孕反|生(?:完|了|过)(?:孩子|宝宝|娃|小孩|二胎|二宝|大宝|老二)|剖腹产|剖宫产|顺产|产后|坐月子|月子里|哺乳期|哺乳|母乳期|喂奶|奶水|涨奶|流产|(?<!引发|引起|导致|致使|会|女方)小产|人流|宫外孕|胎停|保胎|高龄产妇|分娩|临产|pregnan(?:t|cy)|breast-?feeding|postpartum|gave birth/g,
  },
  {
    rule: 'female body',
    gender: 'FEMALE',
    pattern:
      /月经|例假|经期|痛经|绝经|停经|闭经|经血|大姨妈|姨妈(?:期|巾|来|没来|推迟)|来事儿|子宫|卵巢|宫颈|阴道|白带|宫腔|输卵管|上环|取环|经量|外阴|menopaus|menstru|\bmy periods?\b|ovar(?:y|ian)|uter(?:us|ine)|cervi(?:x|cal)(?! spine| spondyl)|vagina/g,
  },
  {
    rule: 'male body',
    gender: 'MALE',
    pattern:
      /前列腺|睾丸|包皮|早泄|阳痿|精子|遗精|阴茎|龟头|精液|射精|阴囊|精索|附睾|勃起|prostat|testic|foreskin|erectile|\bsperm/g,
  },
];

/** `女医生有吗`, `想找个男大夫`, `妇科`, `男女都可以`: whom the visitor wants to see, or everybody. */
const wanted =
  /(?:想?找|安排|有没有|换|约|挂|请|要|需要|派|是不是|都是|prefer|see|want)(?:个|位|一个|一位|名|一名|的是|a)?\s?$/;
const wantedBehind = /^(?:的|性)?(?:医|大夫|专家|主任|护士|技师|老师|给我?看|来看|doctor|dr|physician|nurse)/;
/** 女性体检套餐, 妇女节, 小姑娘你好: of anybody, of nobody, or of the one who is spoken to. */
const noPatientBehind =
  /^(?:体检|套餐|植发|节|针|学校|专场|专用|用品|款|们|的?价格|都|态度|[你您]好|,?请问|在吗)/;
const compared =
  /(?:接电话的|另一?个?|其他|别的|某个?|对方是|健康的?|正常的?|联系人.{0,2}|找.{0,2}|男女|女男|比|不分|无论|不管|和|与|对于?|(?:我|她|他)?(?:之前|前面|后面|旁边|隔壁|同病房|邻床|对面|遇到|碰到|看见)[^,。]{0,5}[一个位名的]{1,2}|对|治|治疗|是|都说|听说)\s?$/;

/** Every word of a text in small letters that tells somebody's gender, in order. */
export function genderMentions(lower: string): GenderMention[] {
  const mentions: GenderMention[] = [];
  const taken = new Taken(lower.length);
  for (const { rule, gender, pattern, isPatients = false } of forms) {
    for (const { 0: word, index } of matchesOf(lower, pattern)) {
      const end = index + word.length;
      if (word === '' || taken.has(index, end)) continue;
      const before = lower.slice(Math.max(0, index - 12), index);
      const behind = lower.slice(end, end + 8);
      if (
        wanted.test(before) &&
        !/\d|岁|患|本/.test(before.slice(-6)) &&
        rule !== 'pregnancy or birth' &&
        !rule.includes('body')
      )
        continue;
      // 像怀孕了一样, 像孕妇似的
      if (/[像似]$/.test(before)) continue;
      if (wantedBehind.test(behind) || /^[女男]/.test(behind) || /[男女]$/.test(before)) continue;
      if (rule.startsWith('word') && noPatientBehind.test(behind)) continue;
      if (rule.startsWith('word') && compared.test(before) && !/我是$|患者是$/.test(before)) continue;
      taken.add(index, end);
      mentions.push({ gender, rule, start: index, end, isPatients });
    }
  }
  return mentions.sort((a, b) => a.start - b.start);
}
