import { numeral } from './numeralRules.ts';

/** A way to write an age. Its numeral is the group `n`, or `months` of somebody younger than a year, or `half` a year. */
export interface AgeForm {
  readonly rule: string;
  readonly pattern: RegExp;
  /** What a text in which it occurs surely holds; looked for first, because it is found much faster. */
  readonly mark?: RegExp;
  /** How surely it is somebody's age now: 3 said so (`今年35`, `女,28`), 2 usual, 1 only a number with 岁. */
  readonly strength: number;
  /** Beside 男, 女, F or M: the patient's, who else is spoken of does not matter. */
  readonly isPatients?: boolean;
}

/** What a bare number must not be followed by to be an age: units, fractions, ranges. */
const noUnit = String.raw`(?![\d.%/:*+~-]|(?:多|来|几|余)|\s?(?:出头|左右|上下|年|个|月(?!经)|天|日|号|次|度|点|分|斤|公斤|千克|kg|g\b|cm|mm|mg|ml|米|厘米|周|片|粒|块|元|万|千|级|期|位|楼|层|床|盒|瓶|支|克|毫|倍|人|小时|岁|周岁|后|寸|码|指肠|二指|辈子|生|直|颗|针|名|代|届|集|weeks?|months?|days?|hours?|times|percent|mmol|and a half|s\b|ish))`;
const sex = String.raw`(?:男|女)(?:性|士|生|孩|的|人)?|(?<![a-z]|[a-z]/)(?:female|male|woman|man|[fm])(?![a-z])`;
const person = String.raw`(?:[家岳祖伯叔舅姑姨][父母]|丈[母人]娘?|老汉儿?|我|他|她|ta|本人|患者|病人|孩子|宝宝|老人家?|老头子?|老太太?|小伙子?|小姑娘|[姑姨]父|师傅|外甥|老爷子|[嫂婶妹]子|[妈爸爹婆公哥姐弟妹爷奶姨叔舅姑伯嫂娘俺]|儿子|女儿|闺女|丈夫|妻子|媳妇|老伴|对象|爱人|朋友|男友|女友|母亲|父亲|先生|太太|外孙|孙子|孙女|侄子|侄女|夫|姥姥|姥爷|同事|室友|同学)`;
const still = String.raw`(?:今年|现年|现在|目前|都|已经|已|才|刚刚?|满|刚满|也|就|马上|是|年龄|有|自己|家|整|虚岁|周岁|实岁|[,:\s])`;
/** A bare number is only taken for an age when it has two digits. */
const twoDigits = String.raw`(?:(?<![\d.])[1-9]\d|[二三四五六七八九]十有[一二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?|[2-9]十\d|廿[一二三四五六七八九]?|[二三四五六七八九]\d)(?![\d一二三四五六七八九十百])`;
const n = `(?<n>${numeral})`;

/** The forms of an age; of two at the same place the first one counts. */
export const ageForms: readonly AgeForm[] = [
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
    mark: /[男女fm]/,
    strength: 3,
    isPatients: true,
  },
  // 年龄：42 · 周岁34
  {
    rule: 'age by its name',
    pattern: new RegExp(
      `(?:年龄|年纪|岁数|年岁|周岁|实岁|虚岁|毛岁|\\bage[d]?)\\s?(?:是|为|:|=|is|已经|今年|现在|上|到|刚刚?[到满过]?)?\\s?${n}(?:周岁(?!\\s?\\d)|岁|(?=周岁\\s?\\d)|${noUnit})`,
      'g',
    ),
    strength: 3,
  },
  // 35岁 · 1岁10个月 · 两岁半
  {
    rule: 'age in years',
    pattern: new RegExp(`(?<![\\d.])${n}(?:个)?\\s?(?:周岁|虚岁|实岁|岁|歲)(?:半|零?${numeral}个?月)?`, 'g'),
    mark: /[岁歲]/,
    strength: 1,
  },
  // 8个月大 · 出生20天 · 宝宝5个月 · 半岁
  {
    rule: 'age under one year',
    pattern: new RegExp(
      `(?:(?<!生完?|生了|生过|生下|怀|要)(?:宝宝|孩子|宝贝|娃|儿子|女儿|闺女|小孩|婴儿|孙子|孙女|小家伙|小宝|二宝|大宝|丫头|小姑娘|小子|男宝|女宝|男孩|女孩|男娃|女娃|外孙女?|侄[子女儿]|[弟妹]{1,2})(?:今年|现在|目前|才|刚|刚刚|已经|都|还|满|刚满|快?[,:\\s]){0,3}|出生(?:才|刚|后|了|已经|满)?|生下来)(?<months>${numeral})(?:个?[半多]?月(?!龄)|天|周(?!岁))(?!(?:大便|都|没|不|前|后|以前|之前|以后|多?没|时|起|开始|的?时候|来|内|复|检))`,
      'g',
    ),
    strength: 2,
  },
  {
    rule: 'age under one year',
    pattern: new RegExp(
      `(?<![\\d.孕])(?<months>${numeral})(?:个[半多]?月|个?月零?${numeral}天|天(?!大便)|周|\\s?-?(?:months?|weeks?|days?))(?:大|的?(?:宝宝|婴儿|小孩|孩子|小宝宝|娃|新生儿)|[- ]old)`,
      'g',
    ),
    mark: /大|[宝婴小孩娃新]| old|-old/,
    strength: 2,
  },
  // 7月龄 · 月龄5个月 · 日龄12天
  {
    rule: 'age under one year',
    pattern: new RegExp(
      `(?<![\\d.])(?<months>${numeral})个?(?:月|天|日|周)龄|(?<=[月日天周]龄\\s?[:是]?\\s?)(?<months>${numeral})(?:个?半?月|天|周)`,
      'g',
    ),
    mark: /龄/,
    strength: 3,
  },
  // 宝宝满月了
  {
    rule: 'age under one year',
    pattern:
      /(?:宝宝|孩子|娃|儿子|女儿|宝贝|小家伙)(?:今天|才|刚刚?|已经)?(?<half>满月|满?百天)(?=了|啦|$|[\s,。])/g,
    strength: 2,
  },
  {
    rule: 'age under one year',
    pattern: /(?<half>(?<!\d|[一二三四五六七八九十个])半岁)(?!的?时|以|左右|多)/g,
    strength: 2,
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
      `\\b(?:i'm|i am|im|he is|she is|he's|she's|is|just turned|turned|turning|aged|age|(?:mom|mum|mother|father|dad|son|daughter|wife|husband|sister|brother|grandma|grandmother|grandpa|grandfather|aunt|uncle|friend)(?:'s|,| \\()?)(?: now| just|,)? ?(?<n>\\d{1,3})\\b(?: and a half)?${noUnit}(?! ?(?:weeks?|months?|days?|years? (?:ago|now)|lbs?|pounds|feet|am|pm|or|to|o'clock|minutes|%))`,
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
      `(?:现在|目前|如今)${still}{0,2}(?<n>${twoDigits})(?:了|啦|啊|(?=$|[\\s,。!?;]))${noUnit}`,
      'g',
    ),
    strength: 3,
  },
  // 我53睡眠也不好 · 他39, · 男朋友24包皮过长
  {
    rule: 'age behind a person',
    pattern: new RegExp(
      `${person}${still}{0,3}(?<n>${twoDigits})(?:了|啦|嘞|咯|$|(?=[\\s,。!?;()\\n]|${noUnit}(?![a-z])[^\\d]))${noUnit}`,
      'g',
    ),
    mark: /[\d十廿]/,
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
      `${person}(?:[^\\d。!?;:\\na-z率压糖温重号楼室分值数酸脂酶费钱价床卡量斤](?<!身高|血高)){0,9}[\\s,](?:今年)?(?<n>[1-9]\\d)(?=$|[\\s,。;])(?!\\s?[年月天周次号])`,
      'g',
    ),
    mark: /[\s,](?:今年)?[1-9]\d/,
    strength: 2,
  },
  // 七十有三
  {
    rule: 'age with 有',
    pattern: /(?<n>[二三四五六七八九]十有[一二三四五六七八九])(?![一二三四五六七八九十])/g,
    strength: 2,
  },
  // 刚满40, 四十整
  {
    rule: 'age to the year',
    pattern: new RegExp(`(?:刚满|刚过|正好|刚好|整整?)(?<n>${twoDigits})(?=$|[\\s,。!?;])`, 'g'),
    strength: 2,
  },
  {
    rule: 'age to the year',
    pattern: new RegExp(`(?:^|[\\s,。;我])(?<n>${twoDigits})整(?=$|[\\s,。])`, 'g'),
    strength: 2,
  },
  // 我已经42了还能矫正吗
  {
    rule: 'age with 了',
    pattern: new RegExp(
      `(?:^|[\\s,。;!?我他她])(?:今年)?(?:都|已经|已)(?<n>${twoDigits})(?:了|啦|嘞|咯)`,
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
