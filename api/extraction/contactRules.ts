import { accountCandidates } from './accountRules.ts';
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
import { idCandidates, wechatIds } from './wechatRules.ts';

/** The telephone numbers, WeChat ids and QQ numbers by which the visitor, or somebody of theirs, can be reached. */
export function contactFindings(written: Reading): Finding[] {
  const text = withoutAddresses(written.text, written.lower);
  const lower = withoutAddresses(written.lower, written.lower);
  const reading: Reading = { ...written, text, lower };
  const labels = findLabels(lower);
  const isStrangers = (start: number, end: number) => isStrangersContact(lower, labels, start, end);
  const findings: Finding[] = [];
  const add = (kind: Finding['kind'], value: string, rule: string, parts: Finding['parts']) =>
    findings.push({ kind, value, rule, parts });

  for (const { value, start, end } of qqMails(written.lower))
    if (!isStrangersContact(written.lower, labels, start, end)) add('QQ', value, 'QQ mail', [[start, end]]);

  const { phones, accounts } = readNumbers(reading, labels);
  const ownPhones = phones.filter(({ parts }) => {
    const [start, end] = extentOf(parts);
    return !isNumbered(lower, labels, start, end) && !isStrangers(start, end);
  });
  for (const { value, rule, parts } of ownPhones) {
    add('PHONE', value, rule, parts);
    const [start, end] = extentOf(parts);
    for (const label of namingOf(lower, labels, start, end)?.labels ?? []) {
      if (label.isRefused || !isMobile(value)) continue;
      if (label.kind === 'WECHAT') add('WECHAT', value, 'mobile as WeChat', parts);
      if (label.kind === 'QQ') add('QQ', value, 'QQ number', parts);
    }
  }
  for (const { digits, start, end } of accounts) {
    const naming = namingOf(lower, labels, start, end);
    if (!naming || isStrangers(start, end)) continue;
    for (const { kind, isRefused } of naming.labels) {
      if (isRefused) continue;
      if (kind === 'QQ' && !digits.startsWith('0')) add('QQ', digits, 'QQ number', [[start, end]]);
      if (kind === 'WECHAT') add('WECHAT', digits, 'digits as WeChat', [[start, end]]);
    }
  }
  for (const reference of findReferences(lower, labels)) {
    const mobiles = findings.filter(({ kind, value }) => kind === 'PHONE' && isMobile(value));
    const numbers = findings.filter(({ kind, value }) => kind !== reference.kind && /^\d+$/.test(value));
    const meant = referredTo(reference, mobiles) ?? referredTo(reference, numbers);
    if (meant)
      add(reference.kind, meant.value, 'same number', [...meant.parts, [reference.start, reference.end]]);
  }
  for (const { value, start, end } of wechatIds(lower, labels, idCandidates(text, labels)))
    if (!isStrangers(start, end)) add('WECHAT', value, 'WeChat id', [[start, end]]);
  return findings;
}

function readNumbers(reading: Reading, labels: readonly Label[]) {
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
  return { phones, accounts: accountCandidates(groups, joint, (group) => taken.has(group)), labels };
}

function extentOf(parts: Finding['parts']): [number, number] {
  return [parts[0]?.[0] ?? 0, parts.at(-1)?.[1] ?? 0];
}
