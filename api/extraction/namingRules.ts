import { listedWith, type Label } from './labelRules.ts';
import { lastBefore } from './orderRules.ts';

/** Words that may stand between a keyword and its number. */
const linked =
  /^(?:号码?|的|是|为|叫|也|都|就|行|好|用|可以?|能|话|吧|呀|哈|啊|哦|呢|我|你|您|们|请|加|搜|同一?个|一个号|以|都?随[便你]|均|皆|任意|全|两个|留言|回复|上|里|经?常|在线?|一直|平时|总|天天|私聊|私信|通知|找|联系|沟通|聊|说|详|发|给|这个?|老|新|小|备|账|帐|同|一样|吗|嘛|还是|麻烦|直接|一下|下|到|id|is|no|number|me|at|on|my|add|it|it's|'s|please|through|[\s:,=。!~(（"'\->./?;*#…]){0,14}$/;

/** `五位数的微信号见过没 我的就是 50718`, `微信加不上你们，你们加我：139…`: handed over, whatever was said in between. */
const handsOver =
  /(?:(?<![给和跟])我(?:的|的?号码?)(?:就|这个)?(?:是|:)?|(?:[加搜]我|加这个|搜这个|搜)(?:吧|呗|哈|啊|好了)?)[\s:,]{0,2}$/;

/** Without what is said in brackets: `vx（手机搜不到）：abc_123`. */
export function withoutRemarks(text: string): string {
  return text.replaceAll(/\([^()\n]{0,20}\)/g, '');
}

/**
 * The keywords that name a number: those right before it, in the same or the message before, else those right behind
 * (`12345678是我扣扣`), unless these name another one.
 */
export function namingOf(
  lower: string,
  labels: readonly Label[],
  start: number,
  end: number,
): readonly Label[] | undefined {
  const at = lastBefore(labels, start);
  const label = labels[at];
  if (label && start - label.end <= 40) {
    const between = withoutRemarks(lower.slice(label.end, start));
    if (between.length <= 24 && linked.test(between)) return listedWith(lower, labels, at);
    if (handsOver.test(between) && !/没[有用]|不用|取消/.test(between)) return listedWith(lower, labels, at);
  }
  return namingBehind(lower, labels, at + 1, end);
}

function namingBehind(
  lower: string,
  labels: readonly Label[],
  at: number,
  end: number,
): readonly Label[] | undefined {
  const label = labels[at];
  if (!label || label.start - end > 8 || label.isRefused) return undefined;
  const between = lower.slice(end, label.start);
  if (
    !/^[\s("'-]{0,2}(?:这个?|它)?(?:是|就是|也是|为|,是|可以?加|请?加)?(?:我|我的|本人)?(?:的)?[\s("'-]{0,2}$/.test(
      between,
    )
  )
    return undefined;
  // 139… 微信不是这个号, 139… 加微信吗: said or asked of it, but it is not named.
  if (
    /^[号码]*(?:不是|不同|吗|么|不行|可以吗|行吗|好吗|行不)/.test(lower.slice(label.end, label.end + 8)) &&
    !/是/.test(between)
  )
    return undefined;
  // A keyword with something of its own behind it names that.
  if (/^[\s:是为()]{0,4}[a-z0-9]/.test(lower.slice(label.end, label.end + 6))) return undefined;
  let last = at;
  while (
    last < at + 2 &&
    labels[last + 1] &&
    /^[/、和跟及+\s]?$/.test(lower.slice(labels[last]?.end, labels[last + 1]?.start))
  )
    last += 1;
  return labels.slice(at, last + 1);
}

/**
 * Whether a number is an order's, a record's, a card's …: `病历号13000482759`, `13000482759是我的订单号`. It is not, where
 * the word is only near: `验证码发到139…`.
 */
export function isNumbered(lower: string, labels: readonly Label[], start: number, end: number): boolean {
  const at = lastBefore(labels, start);
  const label = labels[at];
  if (label?.kind === 'ID' && start - label.end <= 16) {
    const between = lower.slice(label.end, start);
    if (
      /^[^,。!?;0-9\n]{0,14}$|^[\s:是]{0,4}$/.test(between) &&
      !/[发打加联通知用给留回]|手机|电话|call/.test(between)
    )
      return true;
  }
  const next = labels[at + 1];
  if (next?.kind !== 'ID' || next.start - end > 8) return false;
  const isSaid = /^[\s("']{0,2}(?:这个?|是|就是|为|那个?|,是)?(?:我|我的|孩子的?|患者的?|的|什么)?\s?$/.test(
    lower.slice(end, next.start),
  );
  return isSaid && !/^[\s:是为]{0,4}[a-z]{0,4}\d/.test(lower.slice(next.end, next.end + 9));
}
