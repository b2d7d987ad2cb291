import { joints, type DigitGroup } from './digitRules.ts';

/** 5 to 11 digits that may be a QQ number or a WeChat id, whatever names them. */
export interface AccountCandidate {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The account numbers of a text: digits that belong to no telephone number. Close groups are one number
 * (`4060 7715 92`), as long as they have no more than 11 digits.
 */
export function accountCandidates(
  groups: readonly DigitGroup[],
  joint: readonly number[],
  isTaken: (group: number) => boolean,
): AccountCandidate[] {
  const found: AccountCandidate[] = [];
  for (let first = 0; first < groups.length; first++) {
    let last = first;
    let digits = '';
    for (; last < groups.length && last < first + 12; last++) {
      const group = groups[last];
      if (!group || group.isEmbedded || isTaken(last) || (group.isMeasured && group.digits.length < 5)) break;
      if (last > first && (joint[last] ?? joints.none) > joints.close) break;
      digits += group.digits;
    }
    if (last === first) continue;
    const start = groups[first]?.start ?? 0;
    if (digits.length >= 5 && digits.length <= 11)
      found.push({ digits, start, end: groups[last - 1]?.end ?? start });
    first = last - 1;
  }
  return found;
}
