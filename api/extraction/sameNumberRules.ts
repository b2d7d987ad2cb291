import type { Label } from './labelRules.ts';
import { lastBefore } from './orderRules.ts';

/** A place where the visitor says that a number is also their WeChat or QQ. */
export interface Reference {
  readonly kind: 'WECHAT' | 'QQ';
  readonly start: number;
  readonly end: number;
  /** Which number is meant: the nearest, the one that was replaced, or the latest. */
  readonly which: 'nearest' | 'old' | 'new';
}

const phone = '(?:手机号码|手机号|电话号码|联系电话|手机|电话|号码)';
const same =
  '同号|同上|同步|同一?个?号?(?!事|学|意|时|样本)|一样|一致|相同|通用|是?一个号|这个号?|此号|该号|它|本机|就这个|同手机|同电话';
/** `微信同号`, `微信就是我手机号`, `微信也是这个`, `微信跟电话一样`, `wechat is the same`. */
const behind = new RegExp(
  `^(?:号码?)?[^a-z0-9\\n。!?]{0,4}?(?:(?:也|就|都|还)?(?:是|用|加|搜)?的?(?:我|本人)?(?:的)?(?:(?:和|跟|与|同)?(?:上面|前面|刚才|现在)?(?:的|那个)?${phone}?(?:号)?(?:也|都)?(?:是|用)?(?:${same})|(?:就是|也是|是|用|同|搜|=|即)(?:我|本人|上面|刚才|前面|刚发)?(?:的|那个)?${phone}))`,
);
const behindShort =
  /^\s?(?:也可|也行|也能加|可加|可搜|能搜到|也是|亦可|也在用|同)(?!以吗|不|没)(?=$|[^a-z0-9]{0,6}(?:$|[,。!\n)~]))/;
/** `手机号就是微信`, `这个也是我微信`, `同微信`, `可加微信`. */
const before = new RegExp(
  `(?:(?:${phone}|这个号?|此号|该号|本号|这)(?:就|也|都)?(?:是|可以?加|能加|为|=|加|搜|即)(?:我|我的)?的?|(?<![不和跟与相])(?:同|兼|即|也是|可加|可以加|能加|也可加|都是|就是|绑定?(?:了|的)?|注册(?:了|的)?)(?:我|我的)?|(?:same|also)(?: number)?(?: as| on| for| is| works (?:on|for))?(?: my| the)?)\\s?$`,
);
const english =
  /^(?: id| number)?(?:'s)?[,:?]?\s?(?:mine(?:'s| is)|it's|it is|that's|that is)?\s?(?:is |has |uses |with |under |on )?(?:also |too|as well|(?:the |this |my )?same|that number|this number|same (?:as|number)|my (?:phone|mobile|cell) number)/;
const old =
  /^[^a-z0-9\n。]{0,8}?(?:老|旧|原来|之前|以前|第一个|前一个|上一个|前面那个|换号前)(?:的)?(?:那个|号码?|手机)?/;
const newest = /^[^a-z0-9\n。]{0,6}?(?:新号|新的|新手机|换的|后面那个|第二个|后一个)/;

/** The references of a text, each at one of its WeChat labels. */
export function findReferences(lower: string, labels: readonly Label[]): Reference[] {
  const references: Reference[] = [];
  for (const label of labels) {
    if ((label.kind !== 'WECHAT' && label.kind !== 'QQ') || label.isRefused || label.isStrangers) continue;
    const rest = lower.slice(label.end, label.end + 28);
    const ahead = lower.slice(Math.max(0, label.start - 22), label.start);
    if (/^[^,。!?\n]{0,4}(?:不是|不同|不一样|不能|不可|没)/.test(rest) || /不同$/.test(ahead)) continue;
    const found =
      old.exec(rest) ??
      newest.exec(rest) ??
      behind.exec(rest) ??
      behindShort.exec(rest) ??
      english.exec(rest);
    const which = old.test(rest) ? 'old' : newest.test(rest) ? 'new' : 'nearest';
    if (found)
      references.push({ kind: label.kind, start: label.start, end: label.end + found[0].length, which });
    else {
      const words = before.exec(ahead);
      const isQuestion = /^[^\n。]{0,4}(?:吗|么|不)/.test(rest);
      if (words && !isQuestion && !/^[\s:是]{0,3}[a-z0-9]/.test(rest))
        references.push({ kind: label.kind, start: label.start - words[0].length, end: label.end, which });
    }
  }
  return references;
}

/** The number that is referred to: the last one before the words, else the first one behind them. */
export function referredTo<Numbered extends { readonly start: number }>(
  { start, which }: Reference,
  sorted: readonly Numbered[],
): Numbered | undefined {
  if (which === 'old') return sorted.length > 1 ? sorted.at(-2) : sorted[0];
  if (which === 'new') return sorted.at(-1);
  return sorted[Math.max(0, lastBefore(sorted, start))];
}
