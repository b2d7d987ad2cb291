import { matchesOf } from './matchRules.ts';
import {
  gluedWechatWords,
  idWords,
  otherWords,
  phoneWords,
  qqWords,
  refusal,
  refusalBehind,
  stranger,
  weakWechatWords,
  wechatWords,
} from './contactWordsRules.ts';

/** A word that says what stands beside it. ID is any number that nobody dials, OTHER an account of another kind. */
export interface Label {
  readonly kind: 'WECHAT' | 'WEAK' | 'QQ' | 'PHONE' | 'OTHER' | 'ID';
  readonly start: number;
  readonly end: number;
  /** `没微信`: it names nothing, but what stands behind it is not named by an earlier word either. */
  readonly isRefused: boolean;
  /** `你们微信`, `客服电话`: of the clinic, or of somebody who is none of the visitor's family. */
  readonly isStrangers: boolean;
}

const group = (name: string, words: readonly string[]) => `(?<${name}>${words.join('|')})`;
const anyLabel = new RegExp(
  [
    group('OTHER', otherWords),
    group('ID', idWords),
    group('WEAK', weakWechatWords),
    group('WECHAT', [...wechatWords, ...gluedWechatWords]),
    group('QQ', qqWords),
    group('PHONE', phoneWords),
  ].join('|'),
  'g',
);
const kinds = ['OTHER', 'ID', 'WEAK', 'WECHAT', 'QQ', 'PHONE'] as const;

/** `你们的电话`, `王主任给的微信`: whose it is stands right before the word. */
const strangersBefore = new RegExp(
  `(?:${stranger})(?:[^\\s,。我俺加打留发给联回找推您]{1,3}(?:的|[科室部处台楼线]|窗口)|(?:上次|之前|刚才|昨天)?加了?我的|的|那边|这边|那里|这里|给的|给我的?|给|留的|发的|家|官方|咨询|预约|值班|办公室?|工作|私人|服务|唯一|个人| (?:own|official)|上的?|(?<=[a-z]) ){0,3}$`,
);
/** `之前那个大夫 wx`: with a gap, but it cannot be the one who is spoken to. */
const strangersApart = new RegExp(
  `(?:那个|之前的?|以前的?|上次的?|有个|某个|另一个|别的|隔壁|你们|网上的?)[^,。\\s]{0,3}(?:${stranger})(?:的|那边)?\\s$`,
);
/** `你们电话联系`: here the word is what they are asked to do. */
const usedAsVerb = /^(?:联系|通知|回访|告知|回复|回我|打给?我|沟通|加我|找我|发我|me\b)/;
const joinsRefused = /^\s?(?:和|或者?|跟|与|、|\/|也没有?|也不用|也不玩|or|and)\s?(?:no )?$/;

/** Every label of a text in small letters, in order. */
export function findLabels(lower: string): Label[] {
  const labels: Label[] = [];
  for (const found of matchesOf(lower, anyLabel)) {
    const kind = kinds.find((name) => found.groups?.[name] !== undefined);
    if (!kind || found[0] === '') continue;
    const start = found.index;
    const end = start + found[0].length;
    const before = lower.slice(Math.max(0, start - 18), start);
    const behind = lower.slice(end, end + 12);
    const last = labels.at(-1);
    if (isPartOfName(lower, last, start, end) || isInRemark(lower, last, start, kind)) continue;
    // 微信支付单 wx4200…: the letters belong to that number.
    const isPartOfId =
      (last?.kind === 'ID' || last?.kind === 'OTHER') &&
      /^[a-z]/.test(found[0]) &&
      /^[\s:了是为单号码的]{0,4}$/.test(lower.slice(last.end, start));
    const isJoined = last?.isRefused === true && joinsRefused.test(lower.slice(last.end, start));
    labels.push({
      kind: isPartOfId ? last.kind : kind,
      start,
      end,
      isRefused: isJoined || refusal.test(before) || refusalBehind.test(behind),
      isStrangers: (strangersBefore.test(before) || strangersApart.test(before)) && !usedAsVerb.test(behind),
    });
  }
  return labels;
}

const listing =
  /^[号码]?\s?(?:[/、,和跟与及或&+]|或者|and|or|还有|还是|或者说|也|都|or|同号|同|就?是|等于|=|即)?\s?(?:我|我的|my)?\s?$/;

/** `微信wxq662043`: behind one keyword, what looks like another is how the id begins. */
function isPartOfName(lower: string, last: Label | undefined, start: number, end: number): boolean {
  if (last?.kind !== 'WECHAT' || !/^[a-z]+$/.test(lower.slice(start, end))) return false;
  const run = /^[a-z0-9_-]{1,20}/.exec(lower.slice(end, end + 20))?.[0] ?? '';
  return (
    /[a-z_]/.test(run) &&
    /^(?:号码?|账号|id|是|为|叫|的|我|就|[\s:=]){0,6}$/.test(lower.slice(last.end, start))
  );
}

/** `vx（手机搜不到，要搜号）：…`: in a remark about the keyword, a telephone names nothing. */
function isInRemark(lower: string, last: Label | undefined, start: number, kind: Label['kind']): boolean {
  if (kind !== 'PHONE' || (last?.kind !== 'WECHAT' && last?.kind !== 'QQ')) return false;
  if (!/^\s?\([^()\n]{0,20}$/.test(lower.slice(last.end, start))) return false;
  return /^[^()\n]{0,20}\)[\s:是]{0,3}[a-z0-9]/.test(lower.slice(start, start + 26));
}

/** `用扣扣联系我，号码：…`: 号码 names no kind of its own. */
function isNumberWord(lower: string, label: Label, next: Label): boolean {
  return (
    /^号码?$/.test(lower.slice(next.start, next.end)) &&
    next.start - label.end <= 8 &&
    !/\d/.test(lower.slice(label.end, next.start))
  );
}

/** The labels that name the same as a label, because they are listed together: `QQ微信都行`, `电话/微信`. */
export function listedWith(lower: string, labels: readonly Label[], at: number): Label[] {
  const listed: Label[] = [];
  for (let i = at; i >= 0 && i > at - 4; i--) {
    const label = labels[i];
    const next = labels[i + 1];
    if (!label || label.isRefused || label.kind === 'OTHER' || label.kind === 'ID') break;
    if (
      i < at &&
      next &&
      !listing.test(lower.slice(label.end, next.start)) &&
      !isNumberWord(lower, label, next)
    )
      break;
    listed.unshift(label);
  }
  return listed;
}
