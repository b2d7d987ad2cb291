import { isMobile, joints, type DigitGroup } from './digitRules.ts';
import { partsOf, type PhoneCandidate } from './phoneRules.ts';

/** Area codes of the numbering plan: 010 and 02x are followed by 8 digits, 0[3-9]xx by 7 or 8. */
const areaCode = /^(010|02\d|0(?!400|800)[3-9]\d\d)/;

/** A landline with its area code that begins with a group; an extension behind it is left out. */
export function landlineAt(
  groups: readonly DigitGroup[],
  joint: readonly number[],
  begin: number,
): PhoneCandidate | undefined {
  const { first, digits: begun } = withTrunkPrefix(groups, joint, begin);
  if (!begun.startsWith('0') || groups[first]?.isEmbedded || isInsideCard(groups, joint, begin))
    return undefined;
  let digits = begun;
  let last = first;
  let best: { length: number; last: number } | undefined;
  for (;;) {
    const area = areaCode.exec(digits)?.[1];
    const length = digits.length - (area?.length ?? 0);
    if (digits.length >= 4 && area === undefined) return undefined;
    if (length > 8) break;
    if (area !== undefined && isSubscriber(area, length, last > first))
      best = { length: digits.length, last };
    const next = groups[last + 1];
    // 区号0769 座机22834071: words may stand between the two.
    const reach = /^0\d{2,3}$/.test(digits) ? joints.told : joints.listed;
    if (!next || next.isMeasured || (joint[last + 1] ?? joints.none) > reach || last - first > 11) break;
    // Once complete, only what stands close can still belong to it: an extension does not.
    if (best && (joint[last + 1] ?? joints.none) > joints.close) break;
    last += 1;
    digits += next.digits;
  }
  if (!best) return undefined;
  const whole = digits.slice(0, best.length);
  const area = areaCode.exec(whole)?.[1] ?? '';
  return {
    value: `${area}-${whole.slice(area.length)}`,
    rule: 'landline',
    parts: partsOf(groups, joint, begin, best.last),
    first: begin,
    last: best.last,
  };
}

/** 6228 4804 0218 3765 112: behind other digits, close by, it is a piece of a card's number. */
function isInsideCard(groups: readonly DigitGroup[], joint: readonly number[], begin: number): boolean {
  const before = groups[begin - 1];
  return (
    before !== undefined &&
    (joint[begin] ?? joints.none) <= joints.close &&
    !before.isMeasured &&
    before.digits.length >= 3 &&
    !isMobile(before.digits)
  );
}

/** 7 digits behind a code of three are only believed when they stand apart: 0212345678 is an id. */
function isSubscriber(area: string, length: number, isApart: boolean): boolean {
  return length === 8 || (length === 7 && (area.length === 4 || isApart));
}

/** +86 10 … and 0086 755 … are written without the 0 that is dialled at home. */
function withTrunkPrefix(groups: readonly DigitGroup[], joint: readonly number[], begin: number) {
  const group = groups[begin];
  const isCountry =
    group !== undefined && (group.digits === '0086' || (group.isAfterPlus && group.digits === '86'));
  if (isCountry && (joint[begin + 1] ?? joints.none) <= joints.listed) {
    const next = groups[begin + 1]?.digits ?? '';
    return { first: begin + 1, digits: next.startsWith('0') ? next : `0${next}` };
  }
  const glued = /^(?:00)?86(0?(?:10|2\d|[3-9]\d\d)\d{7,8})$/.exec(group?.digits ?? '')?.[1];
  if (glued !== undefined && (group?.isAfterPlus || group?.digits.startsWith('00')))
    return { first: begin, digits: glued.startsWith('0') ? glued : `0${glued}` };
  return { first: begin, digits: group?.isAfterPlus ? '' : (group?.digits ?? '') };
}
