import type { Label } from './labelRules.ts';
import { matchesOf } from './matchRules.ts';
import { withoutRemarks } from './namingRules.ts';
import { lastBefore } from './orderRules.ts';

/** Letters, digits, `_` and `-` that may be a WeChat id, whatever names it. */
export interface IdCandidate {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const word = /[A-Za-z0-9_-]+/g;
const spelled = /(?<![A-Za-z0-9_-])(?:[A-Za-z0-9_-] ){4,19}[A-Za-z0-9_-](?![A-Za-z0-9_-])/g;
/** Drugs, tests, devices and words about the chat that have an id's form. */
const noId =
  /^(?:covid|ca\d|hpv|hbv|hcv|hiv|ct[-_\d]|mri|iphone|ipad|vitamin|omega|huawei|xiaomi|redmi|android|windows|err|error|lab-|no-|t-spot|spect|pet-ct|anti-|hbsag|hbeag|dna|rna|bmi|wechat|weixin|xxx|https?|step\d)/i;
const englishWord =
  /^(?:please|number|contact|doctor|doctors|account|message|hospital|clinic|tomorrow|today|because|english|chinese|instead|friend|friends|anytime|thanks|either|phone|mobile|whatsapp|should|would|could|cannot|there|where|which|about|after|before|appointment|consult|consultation|results|report|pictures|photos|mother|father|daughter|husband|friend's|available|anything|everything|something|nothing|directly|instead|though|during|weekend|morning|evening|afternoon|better|easier|faster|works|reply|replies|follow-up|check-in|hello|thank|sorry|really|always|never|usually|sometimes|send|through|without|within|under|username|officially|official|service|support|customer|telegram|facebook|instagram|insurance|surgery|price|prices|treatment|medicine|waiting|online|video|group|people|person|already|also|number's|and|the|add)$/i;

/** Whether a text holds what is as long as a WeChat id, in one or letter by letter; false is certain. */
export function mayHoldId(text: string): boolean {
  return /[A-Za-z0-9_-]{6}|(?:[A-Za-z0-9_-] ){4}/.test(text);
}

/** Every word of the text that has the form of a WeChat id: letter first, 6 to 20 characters. */
export function idCandidates(text: string, labels: readonly Label[]): IdCandidate[] {
  const found: IdCandidate[] = [];
  for (const { 0: run, index } of matchesOf(text, word)) {
    let start = index;
    const label = labels[lastBefore(labels, index + 1)];
    // VXlucky_77: the keyword is part of the run.
    if (label && label.end > index && label.end < index + run.length) start = label.end;
    let value = text.slice(start, index + run.length);
    const lead = /^[-_]+/.exec(value)?.[0].length ?? 0;
    start += lead;
    value = value.slice(lead).replace(/-+$/, '');
    if (!isId(value) || /^\.[A-Za-z0-9]/.test(text.slice(start + value.length, start + value.length + 2)))
      continue;
    found.push({ value, start, end: start + value.length });
  }
  for (const { 0: run, index } of matchesOf(text, spelled)) {
    const value = run.replaceAll(' ', '');
    const keyword = /^(?:vx|wx)/i.exec(value)?.[0] ?? '';
    if (!keyword && isId(value)) found.push({ value, start: index, end: index + run.length });
  }
  return found.sort((a, b) => a.start - b.start);
}

function isId(value: string): boolean {
  return value.length >= 6 && value.length <= 20 && /^[A-Za-z]/.test(value) && !noId.test(value);
}

/** The ids that the visitor offers as their WeChat. */
export function wechatIds(
  lower: string,
  labels: readonly Label[],
  candidates: readonly IdCandidate[],
): IdCandidate[] {
  const ids: IdCandidate[] = [];
  candidates.forEach((one, i) => {
    const before = candidates[i - 1];
    const isNamed =
      /^wxid_/i.test(one.value) ||
      isNamedBefore(lower, labels, one, before, ids.at(-1)) ||
      isNamedBehind(lower, labels, one, candidates[i + 1]);
    if (isNamed) ids.push(one);
  });
  return ids;
}

/** Letters alone are an id only right behind the word; with digits or `_` they cannot be anything else nearby. */
function isTelling({ value }: IdCandidate): boolean {
  return /\d|_/.test(value);
}

const directly =
  /^(?:号码?|id|账号|的|是|为|is|叫|就是|名|用|加|搜|我|名字|拼音|全拼|小写|大写|英文名|姓名|it's|its|my|also|me|at|on|:|=|[\s"'(>*~,/.;-]){0,8}$/;
const handsOver = /我(?:的)?号|我的|我是|加我|我:|本人|我这|id/;
const another =
  /[或和、/,&]|备用|小号|另|换|改|不对|错|还有|还是|也可|再不行|现在|目前|or|and|\n|工作|不是|而是/;

function isNamedBefore(
  lower: string,
  labels: readonly Label[],
  one: IdCandidate,
  earlier: IdCandidate | undefined,
  accepted: IdCandidate | undefined,
): boolean {
  const label = wechatLabelBefore(lower, labels, one.start);
  if (!label || label.isRefused || !['WECHAT', 'WEAK'].includes(label.kind)) return false;
  const between = withoutRemarks(lower.slice(label.end, one.start));
  if (between.length > 44 || countBreaks(between) > 2) return false;
  if (label.kind === 'WEAK' && !handsOver.test(between)) return false;
  if (!isTelling(one)) return !englishWord.test(one.value) && isDirect(between, lower, one);
  if (earlier && earlier.start >= label.end) {
    // A second id behind the same word has to be joined to the first.
    const step = lower.slice(earlier.end, one.start);
    return accepted === earlier && step.length <= 24 && another.test(step);
  }
  return true;
}

/** The label before an id. `加微信还是打电话？随你 abc_123 / 139…`: a telephone cannot be what names it. */
function wechatLabelBefore(lower: string, labels: readonly Label[], start: number): Label | undefined {
  const at = lastBefore(labels, start);
  const label = labels[at];
  const earlier = labels[at - 1];
  const isListed =
    label?.kind === 'PHONE' &&
    earlier?.kind === 'WECHAT' &&
    /还是|或|都|也|[和跟、/,]/.test(lower.slice(earlier.end, label.start)) &&
    label.start - earlier.end <= 12;
  return isListed ? earlier : label;
}

function isDirect(between: string, lower: string, one: IdCandidate): boolean {
  if (directly.test(between)) return true;
  const line = lower.slice(lower.lastIndexOf('\n', one.start - 1) + 1, one.end + 1);
  // Alone in the message behind the one that speaks of WeChat.
  return between.includes('\n') && line.trim() === one.value.toLowerCase();
}

function isNamedBehind(
  lower: string,
  labels: readonly Label[],
  one: IdCandidate,
  next: IdCandidate | undefined,
): boolean {
  const at = lastBefore(labels, one.start) + 1;
  const label = labels[at];
  const earlier = labels[at - 1];
  if (label?.kind !== 'WECHAT' || label.isRefused || label.isStrangers) return false;
  if (earlier && one.start - earlier.end <= 12 && !['PHONE', 'WECHAT', 'WEAK'].includes(earlier.kind))
    return false;
  const between = lower.slice(one.end, label.start);
  if (between.length > 24 || countBreaks(between) > 1 || /[。;]/.test(between)) return false;
  if (next && next.start >= label.start && next.start - label.end < 12 && isTelling(next)) return false;
  if (isTelling(one)) return true;
  return (
    !englishWord.test(one.value) &&
    /^[\s(,"']{0,3}(?:这?是|就是)?(?:我|我的)?(?:的)?[\s("']{0,2}$/.test(between)
  );
}

function countBreaks(text: string): number {
  return text.split('\n').length - 1;
}
