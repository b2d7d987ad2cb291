import { accountCandidates, type AccountCandidate } from './accountRules.ts';
import { qqMails, withoutAddresses } from './addressRules.ts';
import { digitGroups, isMobile, jointOf } from './digitRules.ts';
import type { Finding } from './extractionRules.ts';
import { findLabels, type Label } from './labelRules.ts';
import { landlineAt } from './landlineRules.ts';
import { isNumbered, namingOf } from './namingRules.ts';
import type { Reading } from './normalizeRules.ts';
import { isStrangersContact } from './ownershipRules.ts';
import { mobileAt, type PhoneCandidate } from './phoneRules.ts';
import { findReferences, referredTo } from './sameNumberRules.ts';
import { idCandidates, mayHoldId, wechatIds } from './wechatRules.ts';

/** The telephone numbers, WeChat ids and QQ numbers by which the visitor, or somebody of theirs, can be reached. */
export function contactFindings(written: Reading): Finding[] {
  const text = withoutAddresses(written.text, written.lower);
  const lower = withoutAddresses(written.lower, written.lower);
  const read = readNumbers({ ...written, text, lower });
  const allMails = qqMails(written.lower);
  // Without anything that could be one there is no need to look at the words that say what it is.
  if (read.phones.length + read.accounts.length + allMails.length === 0 && !mayHoldId(text)) return [];
  const labels = findLabels(lower);
  const isStrangers = (start: number, end: number) => isStrangersContact(lower, labels, start, end);
  const mails = allMails
    .filter(({ start, end }) => !isStrangers(start, end))
    .map(({ value, start, end }) => finding('QQ', value, 'QQ mail', [[start, end]]));
  const numbers = numberFindings(read, lower, labels, isStrangers);
  const ids = wechatIds(lower, labels, idCandidates(text, labels))
    .filter(({ start, end }) => !isStrangers(start, end))
    .map(({ value, start, end }) => finding('WECHAT', value, 'WeChat id', [[start, end]]));
  return [...mails, ...numbers, ...sameNumberFindings(lower, labels, numbers), ...ids];
}

/** `QQ6620431 换了 新的6620432`: what joins a second number to the first. */
const another = /^\s?[或和、/]|[换改错新另]|不对|备用|小号|还有|或者|\bor\b|\band\b/;

/** `手机/微信：139…/lele_0918`: each word names one of the two. */
const isPaired = /^\s?[/、,|]\s?[a-z][a-z0-9_-]{5}/;

type IsStrangers = (start: number, end: number) => boolean;

function finding(kind: Finding['kind'], value: string, rule: string, parts: Finding['parts']): Finding {
  return { kind, value, rule, parts };
}

/** Telephone numbers, and numbers that are said to be of WeChat or QQ. */
function numberFindings(
  { phones, accounts }: NumbersRead,
  lower: string,
  labels: readonly Label[],
  isStrangers: IsStrangers,
): Finding[] {
  const findings: Finding[] = [];
  for (const { value, rule, parts } of phones) {
    const [start, end] = extentOf(parts);
    if (isNumbered(lower, labels, start, end) || isStrangers(start, end)) continue;
    findings.push(finding('PHONE', value, rule, parts));
    if (isMobile(value) && !isPaired.test(lower.slice(end, end + 10)))
      findings.push(...accountFindings(namingOf(lower, labels, start, end), value, parts));
  }
  let last: { naming: readonly Label[]; end: number } | undefined;
  for (const { digits, start, end } of accounts) {
    const isAnother = last && start - last.end <= 16 && another.test(lower.slice(last.end, start));
    const naming = namingOf(lower, labels, start, end) ?? (isAnother ? last?.naming : undefined);
    if (!naming || isStrangers(start, end)) continue;
    findings.push(...accountFindings(naming, digits, [[start, end]]));
    last = { naming, end };
  }
  return findings;
}

/** A number as what it is said to be: of WeChat, of QQ or of both. */
function accountFindings(
  naming: readonly Label[] | undefined,
  digits: string,
  parts: Finding['parts'],
): Finding[] {
  return (naming ?? []).flatMap(({ kind, isRefused }) => {
    if (isRefused) return [];
    if (kind === 'WECHAT') return [finding('WECHAT', digits, 'number as WeChat', parts)];
    return kind === 'QQ' && !digits.startsWith('0') ? [finding('QQ', digits, 'QQ number', parts)] : [];
  });
}

/** `微信同号`: of WeChat a telephone number is meant rather than any other, of QQ rather the number of the WeChat. */
function sameNumberFindings(
  lower: string,
  labels: readonly Label[],
  findings: readonly Finding[],
): Finding[] {
  const numbers = findings
    .filter(({ value }) => /^\d+$/.test(value))
    .map((one) => ({ ...one, start: extentOf(one.parts)[0] }))
    .sort((a, b) => a.start - b.start);
  const mobiles = numbers.filter(({ kind }) => kind === 'PHONE');
  const accounts = numbers.filter(({ kind, value }) => kind !== 'PHONE' && !isMobile(value));
  return findReferences(lower, labels).flatMap((reference) => {
    const [first, second] = reference.kind === 'QQ' ? [accounts, mobiles] : [mobiles, accounts];
    const meant = referredTo(reference, first) ?? referredTo(reference, second);
    if (!meant || (reference.kind === 'QQ' && meant.value.startsWith('0'))) return [];
    return [
      finding(reference.kind, meant.value, 'same number', [...meant.parts, [reference.start, reference.end]]),
    ];
  });
}

interface NumbersRead {
  readonly phones: readonly PhoneCandidate[];
  readonly accounts: readonly AccountCandidate[];
}

function readNumbers(reading: Reading): NumbersRead {
  const groups = digitGroups(reading);
  const joint = groups.map((group, i) => {
    const before = groups[i - 1];
    return before ? jointOf(reading, before, group) : 9;
  });
  const phones: PhoneCandidate[] = [];
  const taken = new Set<number>();
  for (let i = 0; i < groups.length; i++) {
    const phone = landlineAt(groups, joint, i) ?? mobileAt(groups, joint, i, reading.text);
    if (!phone) continue;
    phones.push(phone);
    for (let k = phone.first; k <= phone.last; k++) taken.add(k);
    i = phone.last;
  }
  return { phones, accounts: accountCandidates(groups, joint, (group) => taken.has(group)) };
}

function extentOf(parts: Finding['parts']): [number, number] {
  return [parts[0]?.[0] ?? 0, parts.at(-1)?.[1] ?? 0];
}
