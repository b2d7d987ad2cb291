import { matchesOf } from './matchRules.ts';

/** A mail address of QQ whose name is the QQ number: 12345@qq.com. */
const qqMail = /(?<![\w.@-])(\d{5,11})(?: ?@ ?| at )(?:vip\.)?qq(?:(?: ?[.。,点] ?| dot )com)?(?![a-z0-9])/g;
const anyMail = /(?<![\w.%+-])[\w.%+-]{1,40} ?@ ?[\w-]{1,30}(?:[.。]\w{2,10}){0,3}/g;
const visibleRun = /[!-~]{4,}/g;
const url = /:\/\/|www\.|\.(?:com|cn|net|org|example|top|vip|cc|io|html?)(?:[/?:#]|$)/;

/** Letters and digits that are no age and no sex: `wxid_8k2m4p7q`, `girl35f_kk`, `boy28m7`. */
const mixedWord = /[a-z0-9_]{2,80}/g;
const ageOrSex =
  /^(?:f|m|fe?male|woman|man|boy|girl|aged?|im|is|now)?\d{1,3}(?:f|m|y|yo|yrs?|years?|old|months?|mo|weeks?|days?|male|female|woman|man|boy|girl|and|kg|cm)*$/;

/** A text in small letters without ids, so that no age and no gender is read in them. */
export function withoutIds(lower: string): string {
  return lower.replaceAll(mixedWord, (word) =>
    (word.includes('_') || (word.length >= 6 && /\d/.test(word) && /[a-z]/.test(word))) &&
    !ageOrSex.test(word)
      ? '¤'.repeat(word.length)
      : word,
  );
}

export interface QqMail {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The QQ numbers in mail addresses, of a text in small letters. */
export function qqMails(lower: string): QqMail[] {
  if (!lower.includes('@') && !lower.includes(' at ')) return [];
  return matchesOf(lower, qqMail)
    .map((found) => ({
      value: found[1] ?? '',
      start: found.index,
      end: found.index + (found[1] ?? '').length,
    }))
    .filter(({ value }) => !value.startsWith('0'));
}

/**
 * A text without mail addresses and links: what stands in them is neither a keyword nor an id (`www.….com/vx/home2024`).
 * They are replaced by as many signs that nothing reads.
 */
export function withoutAddresses(text: string, lower: string): string {
  const hidden: [number, number][] = [];
  if (lower.includes('@'))
    for (const { 0: mail, index } of matchesOf(lower, anyMail)) hidden.push([index, index + mail.length]);
  if (lower.includes('.') || lower.includes('://'))
    for (const { 0: run, index } of matchesOf(lower, visibleRun))
      if (url.test(run)) hidden.push([index, index + run.length]);
  if (hidden.length === 0) return text;
  let shown = '';
  let at = 0;
  for (const [start, end] of hidden.sort(([a], [b]) => a - b)) {
    if (start < at) continue;
    shown += text.slice(at, start) + '¤'.repeat(end - start);
    at = end;
  }
  return shown + text.slice(at);
}
