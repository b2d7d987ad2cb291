import type { Reading } from './normalizeRules.ts';

/** Digits that stand side by side, in whatever writing: 139, 一三九, 1三9. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Followed by a unit (35岁, 1.4cm, 3次): never part of a number that is dialled. */
  readonly isMeasured: boolean;
  /** Inside a word of letters (lm139…, A138): an id of its own. */
  readonly isEmbedded: boolean;
  /** Preceded by a plus sign, as a country's code is. */
  readonly isAfterPlus: boolean;
}

const chinese = new Map<string, string>();
for (const [digit, signs] of [
  '零〇',
  '一壹幺弌',
  '二贰弍',
  '三叁参弎',
  '四肆',
  '五伍',
  '六陆',
  '七柒',
  '八捌',
  '九玖',
].entries())
  for (const sign of signs) chinese.set(sign, String(digit));

const spoken = '洞么两拐勾';
/** By its code, whether a character is read as a digit somewhere. */
const mayBeNumeral = new Uint8Array(0x10000);
for (const sign of [...chinese.keys(), ...spoken]) mayBeNumeral[sign.charCodeAt(0)] = 1;

/** 一直, 三点, 四川, 八块: here the numeral belongs to the word behind it and is no digit of a number. */
const wordAfterNumeral = new Set(
  '直下会般定样起点些个次天年月日岁周位家张种只条块万千百十半边共旦切楼院川级度期代辈段部行句',
);
/** Words that may be written directly before or behind a number without making it an id. */
const wordsBesideDigits =
  /^(?:tel|phone|mobile|cell|call|at|is|no|number|dh|sj|sjh|lxdh|wx|vx|v|w|weixin|wechat|vxin|q|qq|f|m|and|or|me|my|on|in|to|yo|y|age|aged|text|whatsapp|am|pm)$/i;
const unit =
  /^\s?(?:岁|年|个月|月(?!经)|天(?!猫)|周(?![岁边末一二三四五六日])|日|小时|分钟|秒|点(?!\d)|次|度|块|元|%|mg|ml|cm|mm|kg|mmol|mmhg|g(?![a-z])|μ|ug|iu|u\/|片|粒|斤|倍|层|楼|℃|hz|人|个(?!号)|盒|支|瓶)/i;

/** Every group of digits, in order. */
export function digitGroups({ text }: Reading): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isWordUnit(code)) at = readWord(text, at, groups);
    else {
      if (mayBeNumeral[code]) readNumeral(text, at, groups);
      at += 1;
    }
  }
  return groups.filter((group) => !isCount(text, group));
}

/** `后面8位`: how many digits follow. */
function isCount(text: string, { digits, start, end }: DigitGroup): boolean {
  return digits.length <= 2 && (/^\s?位/.test(text.slice(end, end + 2)) || text.charAt(start - 1) === '第');
}

function readNumeral(text: string, at: number, groups: DigitGroup[]): void {
  const character = text.charAt(at);
  const digit = chinese.get(character) ?? spokenDigit(text, at, character, groups);
  if (digit !== undefined && !wordAfterNumeral.has(text.charAt(at + 1)) && !isDash(text, at))
    append(text, groups, digit, at, at + 1, false);
}

/** 0571一88990055: typed for a dash. */
function isDash(text: string, at: number): boolean {
  return (
    text.charAt(at) === '一' &&
    /(?<!\d)0\d{2,3}$/.test(text.slice(Math.max(0, at - 5), at)) &&
    /^\d{7,8}(?!\d)/.test(text.slice(at + 1, at + 10))
  );
}

/** 么 for 幺, 洞 拐 勾 两 as on the radio: only directly behind a digit and before one. */
function spokenDigit(text: string, at: number, sign: string, groups: DigitGroup[]): string | undefined {
  const place = spoken.indexOf(sign);
  if (place < 0 || (groups.at(-1)?.end !== at && !/[\s,-]/.test(text.charAt(at - 1)))) return undefined;
  const next = text.charAt(at + 1);
  const goesOn = chinese.has(next) || (next >= '0' && next <= '9') || spoken.includes(next || '.');
  return goesOn ? '01279'.charAt(place) : undefined;
}

/** Letters and digits that stand together. @returns where they end */
function readWord(text: string, start: number, groups: DigitGroup[]): number {
  let end = start;
  let digitCount = 0;
  let likeCount = 0;
  let first = -1;
  let last = -1;
  for (; end < text.length && isWordUnit(text.charCodeAt(end)); end++) {
    const character = text.charAt(end);
    if (character >= '0' && character <= '9') {
      digitCount += 1;
      last = end + 1;
      if (first < 0) first = end;
    } else if ('lIoO'.includes(character)) likeCount += 1;
  }
  if (digitCount === 0) return end;
  // 136_2066_2076: groups, and no word.
  if (/^\d+(?:_\d+)+$/.test(text.slice(start, end))) return readUnderscored(text, start, end, groups);
  // 'l' and 'O' are read as digits only where nothing else is in the word; in a group (`l5O 7736 2O48`) one digit will do.
  const isAllDigits =
    digitCount + likeCount === end - start && (likeCount === 0 || digitCount >= 2 || end - start <= 4);
  if (isAllDigits) append(text, groups, readLetters(text.slice(start, end)), start, end, false);
  else if (last - first === digitCount) {
    const isFree = [text.slice(start, first), text.slice(last, end)].every(
      (word) => word === '' || wordsBesideDigits.test(word),
    );
    append(text, groups, text.slice(first, last), first, last, !isFree);
  }
  return end;
}

function readUnderscored(text: string, start: number, end: number, groups: DigitGroup[]): number {
  let at = start;
  for (const part of text.slice(start, end).split('_')) {
    append(text, groups, part, at, at + part.length, false);
    at += part.length + 1;
  }
  return end;
}

function readLetters(word: string): string {
  return word.replaceAll(/[lI]/g, '1').replaceAll(/[oO]/g, '0');
}

/** Adds digits, to the last group where they touch it; a complete mobile number takes nothing in. */
function append(
  text: string,
  groups: DigitGroup[],
  digits: string,
  start: number,
  end: number,
  isEmbedded: boolean,
): void {
  const last = groups.at(-1);
  const isOneGroup =
    last?.end === start && !last.isEmbedded && !isEmbedded && !isMobile(last.digits) && !isMobile(digits);
  const first = isOneGroup ? last.start : start;
  const group: DigitGroup = {
    digits: isOneGroup ? last.digits + digits : digits,
    start: first,
    end,
    isMeasured: unit.test(text.slice(end, end + 5)),
    isEmbedded,
    isAfterPlus: /(?<!\d)\+\s?$/.test(text.slice(Math.max(0, first - 3), first)),
  };
  if (isOneGroup) groups[groups.length - 1] = group;
  else groups.push(group);
}

/** A mobile number of mainland China: 1[3-9] and nine more digits. */
export function isMobile(digits: string): boolean {
  return /^1[3-9]\d{9}$/.test(digits);
}

function isWordUnit(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
  );
}

/** How closely two groups stand: the smaller, the closer; what is not joined is no one number. */
export const joints = { touching: 0, close: 1, listed: 2, told: 3, none: 9 } as const;

const between = String.raw`[\s\-.·•~_—*/+,、:;()|"'…!。>=&^#。]`;
const filler =
  '[\\d一二三四五六七八九十]{1,2}\\s?位数?|\\([^()\\d]{0,12}\\)|座机|固话|电话|手机|第[一二三四\\d](?:段|部分|截)|然后|后面|几位|接着|中间|最后|前面|接下来|末尾|尾号|后四位|中间四位|后几位|前三位|前几位|前四位|前半段|后半段|下半段|剩下|开头|结尾|加上|跟着|完了|之后|再|接|连着|空格|空|杠|稍等|等下|等一下|别急|还有|下一段|下半截|上半截|后半截|这样|先|部分|四位|三位|段|位|数|号码|我|发|是|的|哈|嘛|嗯|呃|额|哦|啊|呢|呀|了|和|就|第|那个|你|记|一下|好|来|and|then|next|last|is|the|digits|part|finally|followed|by';
const told = new RegExp(`^(?:${between}|${filler}){0,16}$`);
const close = /^ ?[ \-.·~_—*+一]{1,2} ?$|^[\s.·]{1,4}$|^\) ?$/;
const listed = new RegExp(`^${between}{1,6}$`);

/** How two neighbouring groups are joined. */
export function jointOf({ lower }: Reading, before: DigitGroup, behind: DigitGroup): number {
  const gap = behind.start - before.end;
  if (gap === 0) return joints.touching;
  if (gap > 24 || before.isMeasured || before.isEmbedded || behind.isEmbedded) return joints.none;
  const text = lower.slice(before.end, behind.start);
  if (close.test(text) && !text.includes('\n')) return joints.close;
  if (listed.test(text) && !text.includes('**')) return joints.listed;
  return gap <= 24 && told.test(text) && !text.includes('**') ? joints.told : joints.none;
}
