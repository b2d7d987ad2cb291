/** Characters that are written for others, and what they are read as. */

/** Traditional characters that occur in the words of these rules. */
const traditional =
  '歲岁嵗岁電电話话畫话機机號号碼码媽妈爺爷兒儿個个兩两婦妇懷怀經经過过時时開开後后現现們们這这還还說说問问醫医給给聯联繫系' +
  '幾几來来點点頭头親亲孫孙嬸婶閨闺產产陰阴宮宫頸颈齡龄別别對对剛刚沒没無无當当誰谁證证帳账訂订單单萬万為为從从愛爱長长' +
  '檢检驗验藥药診诊請请謝谢數数貳贰參叁陸陆傳传讓让帶带幫帮樣样種种發发認认識识麼么嗎吗陽阳癥症腎肾腸肠腫肿熱热壓压' +
  '與与寶宝師师類类員员週周滿满虛虚將将約约歷历內内圍围據据絡络紹绍處处齊齐嶽岳薦荐護护遠远斷断買买綫线線线錯错換换寫写' +
  '鵝鹅衛卫維维邊边門门專专護护騙骗銷销賬账報报條条銀银儲储繳缴費费險险編编運运遞递課课實实會会陣阵結结離离動动學学姪侄夥伙' +
  '龜龟莖茎臟脏膽胆暈晕燒烧癲癫癇痫轉转體体齒齿減减傷伤腦脑關关節节髮发鬱郁慮虑裡里裏里嗎吗誰谁隻只總总歡欢確确術术癢痒瘡疮';

/** Other signs that are read as words: a penguin is QQ's mascot, the satellite sounds like 微信. */
const pictures: Record<string, string> = {
  '🐧': '企鹅',
  '🛰': '卫星',
  '♀': '女',
  '♂': '男',
  '🔟': '10',
  '➕': '+',
  '🉑': '可',
};

const hearts = new Set('❤♥💓💗💖💕💙💚💛💜🧡🖤🤍🩷💘💝💞♡❣');

const known = new Map<string, string>(Object.entries(pictures));
for (let i = 0; i + 1 < traditional.length; i += 2)
  known.set(traditional.charAt(i), traditional.charAt(i + 1));
for (const heart of hearts) known.set(heart, '♥');
for (const [signs, reading] of [
  ['，﹐､', ','],
  ['。｡', '。'],
  ['–—―─－‐‑−﹣', '-'],
  ['“”„「」『』', '"'],
  ['‘’', "'"],
  ['【〔［〖', '('],
  ['】〕］〗', ')'],
  ['⓪⓿○◯◎', '〇'],
] as const)
  for (const sign of signs) known.set(sign, reading);
[...'壹贰叁肆伍陆柒捌玖拾'].forEach((sign, i) => known.set(sign, '一二三四五六七八九十'.charAt(i)));
for (const sign of '貳參陸') known.set(sign, known.get(known.get(sign) ?? '') ?? sign);

/** What is not read at all: joiners, variation selectors and the box of a keycap. */
export function isUnread(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0x20e3 ||
    code === 0xfeff ||
    code === 0xad ||
    code === 0x2060
  );
}

/** The code as which a unit is read that is one character both as written and as read, whatever stands beside it; undefined for others. */
export function readAlone(code: number): number | undefined {
  if (code > 0x20 && code < 0x7f) return code;
  const isPlain = (code >= 0x3400 && code <= 0x9fff) || (code >= 0xff01 && code <= 0xff5e);
  if (!isPlain && code !== 0x3001 && code !== 0x3002) return undefined;
  const reading = readCharacter(String.fromCharCode(code), code);
  return reading.length === 1 ? reading.charCodeAt(0) : undefined;
}

/** How a character beyond ASCII is read: ３ ③ 𝟑 as 3, Ａ ⓐ as letters, 歲 as 岁; pictures without words as a space. */
export function readCharacter(character: string, code: number): string {
  const seen = known.get(character);
  if (seen !== undefined) return seen;
  if (code >= 0x3400 && code <= 0x9fff) return character;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code === 0x3007 || code === 0x3001 || code === 0x3002) return character;
  return readRare(character, code);
}

/** Digits in circles, brackets, with a dot and of other alphabets; found once and kept. */
function readRare(character: string, code: number): string {
  const reading = compose(character, code);
  if (known.size < 4000) known.set(character, reading);
  return reading;
}

function compose(character: string, code: number): string {
  // ❶…❿ ➀…➉ ➊…➓: the only digits in circles that Unicode does not decompose.
  if (code >= 0x2776 && code <= 0x2793) return String(((code - 0x2776) % 10) + 1);
  const plain = character.normalize('NFKC').replace(/^\((\w{1,2})\)$|^(\w{1,2})\.$/, '$1$2');
  if (/^[\w]{1,2}$/.test(plain)) return plain;
  if (/^\s$/.test(character)) return /[\n\r\u2028\u2029]/.test(character) ? '\n' : ' ';
  if (code > 0xffff || (code >= 0xd800 && code <= 0xdfff)) return /\p{L}/u.test(character) ? '〓' : ' ';
  return /[\p{So}\p{Sk}\p{Cc}]/u.test(character) ? ' ' : character;
}
