import { ageForms } from './ageFormsRules.ts';
import { matchesOf } from './matchRules.ts';
import { numberOf } from './numeralRules.ts';
import { Taken } from './orderRules.ts';

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
  /** Written beside 男, 女, F or M: it is the patient's, who else is spoken of does not matter. */
  readonly isPatients: boolean;
}

/** 快5岁, 不到30, 大概六十: an age that is only about right. */
const hedgeBefore =
  /(?:快(?:要|满|到)?|将近|接近|近|将|不到|未满|不满|没到|没满|不足|未到|大概|大约|约|约莫|差不多|可能|好像|好象|似乎|应该|应当|估计|估摸|也就|得有|怕是|大致|奔|过了?|超过|至少|最多|几乎|上|小|大|低|高|多|马上|即将|就要|像|看着|看起来|貌似|over|under|about|around|almost|nearly|approximately|roughly|maybe|approx|circa|past|late|early|mid|close to|nearing|probably|like|~|≈|>|<|-|至|到|、)(?:的|有|是|是个|今年|才|满|要|了|的?人|her|his|my)?\s?$/;
const hedgeBehind =
  /^(?:多|来(?=[岁年的,。!?\s]|$)|几|好几|余|出头|左右|上下|约莫|样子|的样子|往上|朝上|开外|以上|以下|以后|以内|以前|之后|之前|之间|前后|前(?!天|几|段|两|些|一|胸|列|不久)|后(?!背|脑|腰|面|颈|槽)|不到|吧|[-~]\s?\d|[-~][一二三四五六七八九]|到\d|至|、[\d一二三四五六七八九]{1,3}[、岁]|还差|or so|ish|s\b|plus|\+|的?边|还不到|不止|还是\d)/;
/** 30岁以后容易…, 是不是40岁就该…: about people of that age. */
const genericBefore =
  /(?:(?:多大|几岁|多少岁)(?:就|才)?(?:能|可以|开始|适合|合适|做|打)[^。!\n]{0,7}|是不是|一般|通常|多数|大多|适合|必须|年满|要求|限|规定|凡|每|(?<!刚|才|已经?|都|快)满|喂养?到|吃到|喝到|喂到)(?:在|是|都|到)?\s?$/;
const genericBehind =
  /^(?:的?(?:人|男人|女人|人群|年龄段|以[上下])(?:[,。?]|都|要|应|需|可|能|一般|容易|$)|就(?:该|应该|应当|需要|得|要|可以|能|必须)(?!了)|(?:该|应该|应当|需要|要|必须)(?!了)|看老|看大(?!.{0,3}(?:看|查|治))|都能|才能|才可以|才行|开始打)/;
/** 我18岁那年, 2岁的时候, 10岁得: what was then, and not how old somebody is. */
const historyBehind =
  /^(?:,?那[年会伙时阵]|时(?!常|不时|间|好时)|的?时候|的?那|起|开始|就开始|已经开始|的?当年|得的?(?!了)|得了|得过|查出|检查出|检查|发现|发觉|发的|患[上了有]?|做过|做了|做的|打过|打了|打的|接种|切|结的?婚|生的|生了|生过|怀|离婚|曾|动过|割|摔|参加|上学|工作|出过|住过|落下|来的?例假(?!了)|来月经(?!了)|初潮|绝经|停经|知道|病发|起病|发病|就[得患查发做打被诊]|确诊|在医院|的?年头|当兵|退休|那样|, when|when)/;
const historyBefore =
  /(?:从|自从|自|打从?|到了?|等到|(?<!现)在|曾|曾经|记得|小时候|小时|于|当年|那年|以前|之前|when (?:i|he|she) was|when i turned|since(?: (?:i|he|she) was)?|until|from|at(?: the)?(?: age)?(?: of)?|back)\s?(?:我|他|她|宝宝|孩子|是|age)?\s?$/;
/** 今年35岁查出…: said of now, what follows may be history. */
const nowBefore =
  /(?:今年|现在|现年|目前|如今|现|才|已经|都|刚满|年龄|年纪|我是|本人|刚[过到]?|are|is|i'm)[是有已经都也才了:\s家整]{0,4}$/;

/** Every exact, present age of a text in small letters, in order; an age only told of the past is left out. */
export function ageMentions(lower: string): AgeMention[] {
  const mentions: AgeMention[] = [];
  const taken = new Taken(lower.length);
  for (const { rule, pattern, mark, strength, isPatients = false } of ageForms) {
    if (mark && !mark.test(lower)) continue;
    for (const found of matchesOf(lower, pattern)) {
      const written = found.groups?.n ?? found.groups?.months ?? found.groups?.half ?? '';
      const start = found.index + found[0].indexOf(written);
      const end = found.index + found[0].length;
      if (taken.has(start, end)) continue;
      const value = yearsOf(written, found[0], found.groups ?? {});
      if (value === null || value > 119) continue;
      // 另一男性, 3女: how many of them.
      if (isPatients && written.length === 1 && !/岁|y/.test(found[0]) && found[0].startsWith(written))
        continue;
      const before = lower.slice(Math.max(0, start - 14), start);
      const behind = lower.slice(end, end + 14);
      const isNow = nowBefore.test(before);
      if (isVague(before, behind)) continue;
      const isHistory = historyBehind.test(behind.replace(/^[了啦)]/, '')) || historyBefore.test(before);
      if (isHistory && !isNow && !(isPatients && !historyBefore.test(before))) continue;
      taken.add(start, end);
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
  if (hedgeBefore.test(before) && !/(?:不过|刚过|才过|刚到|刚刚?满|才到|今年|现在|年龄)\s?$/.test(before))
    return true;
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
