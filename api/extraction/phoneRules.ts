import { isMobile, joints, type DigitGroup } from './digitRules.ts';

/** A number that reads like a telephone number, whoever's it is. */
export interface PhoneCandidate {
  readonly value: string;
  readonly rule: string;
  /** The parts of the reading that spell it, prefix included. */
  readonly parts: readonly (readonly [start: number, end: number])[];
  /** Its first and last group of digits. */
  readonly first: number;
  readonly last: number;
}

const usualGroupings = new Set([
  '3,4,4',
  '3,8',
  '7,4',
  '4,4,3',
  '3,3,5',
  '4,3,4',
  '3,5,3',
  '5,6',
  '6,5',
  '1,10',
  '4,7',
  '3,4,2,2',
  '3,2,2,2,2',
]);

/** A mobile number that begins with a group, together with as many of the next ones as it needs. */
export function mobileAt(
  groups: readonly DigitGroup[],
  joint: readonly number[],
  begin: number,
  text: string,
): PhoneCandidate | undefined {
  const { first, digits: begun } = withoutCountry(groups, joint, begin);
  if (!/^1[3-9]|^1$/.test(begun)) return undefined;
  let digits = '';
  let loosest: number = joints.touching;
  let last = first;
  for (; last < groups.length && last < first + 11; last++) {
    const group = groups[last];
    if (!group || group.isEmbedded || (group.isMeasured && group.digits.length < 4)) return undefined;
    if (last > first) loosest = Math.max(loosest, joint[last] ?? joints.none);
    if (loosest === joints.none) return undefined;
    digits += last === first ? begun : group.digits;
    if (digits.length >= 11) break;
  }
  if (!isMobile(digits)) return undefined;
  const sizes = groups.slice(first, last + 1).map((one, i) => (i === 0 ? begun.length : one.digits.length));
  const inside = groups.slice(first, last).map((one, i) => text.slice(one.end, groups[first + i + 1]?.start));
  if (!isBelievable(sizes, inside, loosest)) return undefined;
  if (sizes.length > 1 && isPieceOfLonger(groups, joint, begin, last, loosest, sizes)) return undefined;
  return {
    value: digits,
    rule:
      loosest === joints.touching
        ? 'mobile'
        : loosest === joints.told
          ? 'mobile in parts'
          : 'mobile in groups',
    parts: partsOf(groups, joint, begin, last),
    first: begin,
    last,
  };
}

/** Without +86, 0086 or 86, glued or apart. Any other country's code rules the number out. */
function withoutCountry(groups: readonly DigitGroup[], joint: readonly number[], begin: number) {
  const group = groups[begin];
  if (!group) return { first: begin, digits: '' };
  const isPrefix = /^(?:00)?86$/.test(group.digits) && (joint[begin + 1] ?? joints.none) <= joints.listed;
  if (isPrefix) return { first: begin + 1, digits: groups[begin + 1]?.digits ?? '' };
  const glued = /^(?:00)?86(1[3-9]\d{0,9})$/.exec(group.digits)?.[1];
  if (glued !== undefined && (glued.length === 11 || group.isAfterPlus))
    return { first: begin, digits: glued };
  return { first: begin, digits: group.isAfterPlus ? '' : group.digits };
}

/**
 * Whether groups look like one number rather than like values in a row: 152 7749 306 3 does, but what is separated by
 * commas or points (`15.2, 34.56, 1234`) has to be grouped as numbers are.
 */
function isBelievable(sizes: readonly number[], inside: readonly string[], loosest: number): boolean {
  if (sizes.length === 1 || loosest === joints.told || usualGroupings.has(sizes.join())) return true;
  if (sizes.every((size) => size === 1)) return true;
  const isSpaced = inside.every((gap) => /^[\s\-_~—*…]+$/.test(gap));
  const isRegular =
    new Set(inside).size === 1 && sizes.length <= 6 && (sizes[0] ?? 0) <= 4 && !/[.:]/.test(inside[0] ?? '');
  return isSpaced || isRegular;
}

/** A run of groups inside a longer one is a piece of a card's or an order's number: 6217 0033 1000 4827 716. */
function isPieceOfLonger(
  groups: readonly DigitGroup[],
  joint: readonly number[],
  first: number,
  last: number,
  loosest: number,
  sizes: readonly number[],
): boolean {
  const reach = loosest === joints.told ? joints.close : loosest;
  const limit = sizes.join() === '3,4,4' ? 3 : 0;
  const holds = (other: DigitGroup | undefined, distance: number | undefined) =>
    other !== undefined &&
    (distance ?? joints.none) <= reach &&
    !other.isMeasured &&
    other.digits.length > limit &&
    !isMobile(other.digits) &&
    !other.digits.startsWith('0') &&
    !(loosest === joints.listed && usualGroupings.has(sizes.join()));
  return holds(groups[first - 1], joint[first]) || holds(groups[last + 1], joint[last + 1]);
}

/** The written pieces of a number: groups that stand close are one piece, what was told between them is left out. */
export function partsOf(
  groups: readonly DigitGroup[],
  joint: readonly number[],
  first: number,
  last: number,
): [number, number][] {
  const parts: [number, number][] = [];
  for (let i = first; i <= last; i++) {
    const group = groups[i];
    if (!group) break;
    const open = parts.at(-1);
    if (open && (joint[i] ?? joints.none) <= joints.listed) open[1] = group.end;
    else parts.push([group.start, group.end]);
  }
  return parts;
}
