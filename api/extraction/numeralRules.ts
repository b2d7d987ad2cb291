/** How a number of years is written: 35, 三十五, 4十7, 廿八. As part of an expression. */
export const numeral = String.raw`(?:(?<![\d.])\d{1,3}(?![\d.])(?![十百])|[二三四五六七八九]十有[一二三四五六七八九]|[\d〇零一二两三四五六七八九十百廿卅]{1,5}(?![\d〇零一二两三四五六七八九十百廿卅]))`;

const digits: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Reads a numeral; null for what is none or vague (`四十七八`, `七八`, `几十`). */
export function numberOf(written: string): number | null {
  if (/^\d+$/.test(written)) return Number(written);
  const plain = written.replace('有', '').replace('廿', '二十').replace('卅', '三十');
  const [, hundreds, rest] = /^(?:([\d一二两]?)百零?)?(.*)$/.exec(plain) ?? [];
  const base = plain.includes('百') ? 100 * (digitOf(hundreds || '1') ?? 1) : 0;
  if (!rest) return base || null;
  const tens = /^([\d一二两三四五六七八九]?)十([\d一二三四五六七八九]?)$/.exec(rest);
  if (tens) return base + 10 * (digitOf(tens[1] || '1') ?? 1) + (tens[2] ? (digitOf(tens[2]) ?? 0) : 0);
  if (rest.length === 1) {
    const value = digitOf(rest);
    return value === null ? null : base && !plain.includes('零') ? base + 10 * value : base + value;
  }
  // 四5, 3八: two digits in two writings; 七八 is a guess.
  const pair = /^(?:(\d)([一二三四五六七八九])|([一二三四五六七八九])(\d))$/.exec(rest);
  if (pair) return 10 * (digitOf(pair[1] ?? pair[3] ?? '') ?? 0) + (digitOf(pair[2] ?? pair[4] ?? '') ?? 0);
  return null;
}

function digitOf(sign: string): number | null {
  return /^\d$/.test(sign) ? Number(sign) : (digits[sign] ?? null);
}
