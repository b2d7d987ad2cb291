import { numberOf, numeral } from './numeralRules.ts';

/** An age as it is written, before it is known whose it is. */
export interface AgeMention {
  readonly value: number;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  /** How surely it is somebody's age now: 3 said so (`今年35`, `女,28`), 2 usual, 1 only a number with 岁. */
  readonly strength: number;
  /** 虚岁, which gives way to 周岁. */
  readonly isNominal: boolean;
  /** Written beside 男, 女, F or M, or as `年龄：35`: it is the patient's, who else is spoken of does not matter. */
  readonly isPatients: boolean;
}

/** What a bare number must not be followed by to be an age: units, fractions, ranges. */
const noUnit = String.raw`(?![\d.%/:*+~-]|(?:多|来|几|余)|\s?(?:出头|左右|上下|年|个|月|天|日|号|次|度|点|分|斤|公斤|千克|kg|g\b|cm|mm|mg|ml|米|厘米|周|片|粒|块|元|万|千|级|期|位|楼|层|床|盒|瓶|支|克|毫|倍|人|小时|岁|周岁|后|寸|码|颗|针|名|代|届|集|weeks?|months?|days?|hours?|times|percent|mmol|and a half|s\b|ish))`;
const sex = String.raw`(?:男|女)(?:性|士|生|孩|的|人)?|(?<![a-z])(?:female|male|woman|man|[fm])(?![a-z])`;
const person = String.raw`(?:我|他|她|ta|本人|患者|病人|孩子|宝宝|老人家?|老头子?|老太太?|老爷子|[嫂婶妹]子|[妈爸婆公哥姐弟妹爷奶姨叔舅姑伯嫂娘]|儿子|女儿|闺女|丈夫|妻子|媳妇|老伴|对象|爱人|朋友|男友|女友|母亲|父亲|先生|太太|外孙|孙子|孙女|侄子|侄女|夫|姥姥|姥爷|同事|室友|同学)`;
const still = String.raw`(?:今年|现年|现在|目前|都|已经|已|才|刚刚?|满|刚满|也|就|马上|是|年龄|有|自己|家|整|虚岁|周岁|实岁|[,:\s])`;
/** A bare number is only taken for an age when it has two digits. */
const twoDigits = String.raw`(?:(?<![\d.])[1-9]\d|[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九]十有[一二三四五六七八九]|[2-9]十\d|廿[一二三四五六七八九]?|[二三四五六七八九]\d)(?![\d一二三四五六七八九十百])`;
const n = `(?<n>${numeral})`;

interface Form {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly strength: number;
  readonly isPatients?: boolean;
}

/** The forms of an age; of two at the same place the first one counts. */
const forms: readonly Form[] = [
  // 女,28 · F/33 · 男 45 · 女 1990年的 34了
  {
    rule: 'age beside sex',
    pattern: new RegExp(
      `(?:${sex})[\\s,/、:;|()。-]{0,3}(?:年龄|今年|现年|现在|现|年|已经|已|age)?[\\s:]{0,2}${n}(?:\\s?(?:周岁|岁|y\\b|yo\\b|years?)|${noUnit}(?!\\d))`,
      'g',
    ),
    strength: 3,
    isPatients: true,
  },
  // 35F · 28/女 · 39岁男
  {
    rule: 'age beside sex',
    pattern: new RegExp(
      `(?<![\\d.a-z/-])${n}\\s?(?:周岁|岁|yo|y/o|y)?[\\s,/、|-]{0,2}(?:了,?)?(?:男|女|(?:female|male|[fm])(?![a-z]))(?!儿|婿|友|朋|科)`,
      'g',
    ),
    strength: 3,
    isPatients: true,
  },
  // 年龄：42 · 周岁34
  {
    rule: 'age by its name',
    pattern: new RegExp(
      `(?:年龄|年纪|岁数|年岁|周岁|实岁|虚岁|毛岁|\\bage[d]?)\\s?(?:是|为|:|=|is|已经|今年|现在|上|到)?\\s?${n}(?:周岁|岁|${noUnit})`,
      'g',
    ),
    strength: 3,
  },
  // 8个月大 · 出生20天 · 宝宝5个月 · 半岁
  {
    rule: 'age under one year',
    pattern: new RegExp(
      `(?:(?:宝宝|孩子|宝贝|娃|儿子|女儿|闺女|小孩|婴儿|孙子|孙女|小家伙|小宝|二宝|大宝|丫头)(?:今年|现在|目前|才|刚|刚刚|已经|都|还|满|刚满|快?[,:\\s]){0,3}|出生(?:才|刚|后|了|已经|满)?|生下来)(?<months>${numeral})(?:个?(?:半)?月|天|周)(?!(?:前|后|以前|之前|以后|多?没|时|起|开始|的?时候|来|内|复|检))`,
      'g',
    ),
    strength: 2,
  },
  {
    rule: 'age under one year',
    pattern: new RegExp(
      `(?<![\\d.孕])(?<months>${numeral})(?:个半?月|个?月零?${numeral}天|天|周|\\s?-?(?:months?|weeks?|days?))(?:大|的?(?:宝宝|婴儿|小孩|孩子|小宝宝|娃|新生儿)|[- ]old)`,
      'g',
    ),
    strength: 2,
  },
  {
    rule: 'age under one year',
    pattern: /(?<half>(?<!\d|[一二三四五六七八九十个])半岁)(?!的?时|以|左右|多)/g,
    strength: 2,
  },
  // 35岁 · 1岁10个月 · 两岁半
  {
    rule: 'age in years',
    pattern: new RegExp(`(?<![\\d.])${n}(?:个)?\\s?(?:周岁|虚岁|实岁|岁|歲)(?:半|零?${numeral}个?月)?`, 'g'),
    strength: 1,
  },
  // 35 years old · 40yo · a 35-year-old
  {
    rule: 'age in English',
    pattern: new RegExp(
      `(?<![\\d.])(?<n>\\d{1,3})[\\s-]?(?:(?:years?|yrs?)[\\s-]?(?:old|of age)|y\\.?\\s?o\\b\\.?|y/o|yr\\b)`,
      'g',
    ),
    strength: 2,
  },
  {
    rule: 'age in English',
    pattern: new RegExp(
      `\\b(?:i'm|i am|im|he is|she is|he's|she's|is|just turned|turned|turning|aged|age|mom|mother|father|dad|son|daughter|wife|husband)(?: now| just|,)? (?<n>\\d{1,3})\\b${noUnit}(?! ?(?:weeks?|months?|days?|years? (?:ago|now)|lbs?|pounds|feet|am|pm|or|to|o'clock|minutes|%))`,
      'g',
    ),
    strength: 2,
  },
  // 今年28 · 现年六十 · 我都三十五了
  {
    rule: 'age of this year',
    pattern: new RegExp(`(?:今年|现年|今|本年)${still}{0,3}${n}(?:了|啦|啊)?${noUnit}`, 'g'),
    strength: 3,
  },
  // 现在46, 目前三十二了
  {
    rule: 'age of this year',
    pattern: new RegExp(
      `(?:现在|目前|如今)${still}{0,2}(?<n>${twoDigits})(?:了|啦|啊)?(?=$|[\\s,。!?;])${noUnit}`,
      'g',
    ),
    strength: 3,
  },
  // 我53睡眠也不好 · 他39, · 男朋友24包皮过长
  {
    rule: 'age behind a person',
    pattern: new RegExp(
      `${person}${still}{0,3}(?<n>${twoDigits})(?:了|啦|$|(?=[\\s,。!?;()\\n]|${noUnit}(?![a-z])[^\\d]))${noUnit}`,
      'g',
    ),
    strength: 2,
  },
  // 我53，不对，是54
  {
    rule: 'age corrected',
    pattern: new RegExp(
      `(?:不对|错了|打错|写错|说错|更正|应该|不是\\s?\\d\\d|sorry)[\\s,。!.]{0,3}(?:应该)?(?:是|i'm)?\\s?(?<n>${twoDigits})(?:岁|了)?(?=$|[\\s,。!?;\\n])`,
      'g',
    ),
    strength: 3,
  },
  // 儿媳妇坐月子 29 一直出虚汗
  {
    rule: 'age alone beside a person',
    pattern: new RegExp(
      `${person}(?:[^\\d,。!?;:\\na-z率压糖温重高号楼室分值数酸脂酶费钱价床卡]){0,7}\\s(?<n>[1-9]\\d)(?=$|[\\s,。;])(?!\\s?[年月天周次号])`,
      'g',
    ),
    strength: 2,
  },
  // 都34了 · 二十五了
  {
    rule: 'age with 了',
    pattern: new RegExp(
      `(?:^|[\\s,。;!?的])(?:今年)?(?:都|已经|已)?(?<n>${twoDigits})(?:了|啦)(?=$|[\\s,。!?;\\n])`,
      'g',
    ),
    strength: 2,
  },
];

/** 快5岁, 不到30, 大概六十: an age that is only about right. */
const hedgeBefore =
  /(?:快(?:要|满|到)?|将近|接近|近|将|不到|未满|不满|没到|没满|不足|未到|大概|大约|约|约莫|差不多|可能|好像|好象|似乎|应该|应当|估计|估摸|也就|得有|怕是|大致|奔|过了?|超过|至少|最多|几乎|上|小|大|低|高|多|马上|即将|就要|像|看着|看起来|貌似|over|under|about|around|almost|nearly|approximately|roughly|maybe|approx|circa|past|late|early|mid|close to|nearing|probably|like|~|≈|>|<|-|至|到|、)(?:的|有|是|是个|今年|才|满|要|了|的?人|her|his|my)?\s?$/;
const hedgeBehind =
  /^(?:多|来|几|好几|余|出头|左右|上下|约莫|样子|的样子|往上|朝上|开外|以上|以下|以后|以内|以前|之后|之前|之间|前后?|后(?!背|脑|腰|面|颈|槽)|不到|吧|[-~]\s?\d|[-~][一二三四五六七八九]|到\d|至|、[\d一二三四五六七八九]{1,3}[、岁]|还差|or so|ish|s\b|plus|\+|的?边|还不到|不止)/;
/** 30岁以后容易…, 是不是40岁就该…: about people of that age. */
const genericBefore =
  /(?:是不是|一般|通常|多数|大多|适合|必须|年满|要求|限|规定|凡|每|(?<!刚|才|已经?|都|快)满|喂养?到|吃到|喝到|喂到)(?:在|是|都|到)?\s?$/;
const genericBehind =
  /^(?:的?(?:人|男人|女人|人群|年龄段|以[上下])(?:[,。?]|都|要|应|需|可|能|一般|容易|$)|就?(?:该|应该|应当|需要|得|要|可以|能|能不能|可不可以|必须)(?!了)(?!.{0,3}(?:看|查|治))|都能|才能|才可以|才行|开始打)/;
/** 我18岁那年, 2岁的时候, 10岁得: what was then, and not how old somebody is. */
const historyBehind =
  /^(?:,?那[年会伙时阵]|时(?!常|不时|间|好时)|的?时候|的?那|起|开始|就开始|的?当年|得的?(?!了)|得了|得过|查出|检查出|检查|发现|发觉|发的|患[上了有]?|做过|做了|做的|打过|打了|打的|接种|切|结的?婚|生的|生了|生过|怀|离婚|曾|动过|割|摔|参加|上学|工作|出过|住过|落下|来的?例假|来月经|初潮|绝经|停经|知道|病发|起病|发病|就[得有患查发做打被诊]|确诊|在医院|的?年头|当兵|退休|那样|, when|when)/;
const historyBefore =
  /(?:从|自从|自|打从?|到了?|等到|在|曾|曾经|记得|小时候|小时|于|当年|那年|以前|之前|when (?:i|he|she) was|when i turned|since(?: (?:i|he|she) was)?|until|from|at(?: the)?(?: age)?(?: of)?|back)(?:我|他|她|宝宝|孩子|是)?\s?$/;
/** 今年35岁查出…: said of now, what follows may be history. */
const nowBefore =
  /(?:今年|现在|现年|目前|如今|现|才|已经|都|刚满|年龄|年纪|我是|本人|刚过?|are|is|i'm)[是有已经都也才了:\s家整]{0,4}$/;

/** Every exact, present age of a text in small letters, in order; an age only told of the past is left out. */
export function ageMentions(lower: string): AgeMention[] {
  const mentions: AgeMention[] = [];
  for (const { rule, pattern, strength, isPatients = false } of forms) {
    for (const found of lower.matchAll(pattern)) {
      const written = found.groups?.n ?? found.groups?.months ?? found.groups?.half ?? '';
      const start = found.index + found[0].indexOf(written);
      const end = found.index + found[0].length;
      if (mentions.some((one) => one.start < end && start < one.end)) continue;
      const value = yearsOf(written, found[0], found.groups ?? {});
      if (value === null || value > 119) continue;
      const before = lower.slice(Math.max(0, start - 14), start);
      const behind = lower.slice(end, end + 14);
      const isNow = nowBefore.test(before);
      if (isVague(before, behind)) continue;
      const isHistory = historyBehind.test(behind.replace(/^[了啦)]/, '')) || historyBefore.test(before);
      if (isHistory && !isNow && !(isPatients && !historyBefore.test(before))) continue;
      mentions.push({
        value,
        rule,
        start,
        end,
        strength: isNow ? 3 : /^[了啦]/.test(behind) ? Math.max(2, strength) : strength,
        isNominal: /虚岁|毛岁/.test(found[0]) || /虚岁|毛岁|虚$/.test(before.slice(-4)),
        isPatients,
      });
    }
  }
  return mentions.sort((a, b) => a.start - b.start);
}

function isVague(before: string, behind: string): boolean {
  if (hedgeBefore.test(before) && !/(?:不过|刚过|才过|今年|现在|年龄)\s?$/.test(before)) return true;
  return hedgeBehind.test(behind) || genericBefore.test(before) || genericBehind.test(behind);
}

function yearsOf(
  written: string,
  whole: string,
  { months, half }: Record<string, string | undefined>,
): number | null {
  if (half !== undefined) return 0;
  const value = numberOf(written);
  if (value === null || months === undefined) return value;
  if (/月|month/.test(whole)) return value > 36 ? null : Math.floor(value / 12);
  return /周|week/.test(whole)
    ? value > 60
      ? null
      : Math.floor(value / 52)
    : value > 400
      ? null
      : Math.floor(value / 365);
}
