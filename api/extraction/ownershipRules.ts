import { stranger } from './contactWordsRules.ts';
import type { Label } from './labelRules.ts';
import { lastBefore } from './orderRules.ts';

/** `你们微信还是…我的是 …`: the visitor's own, whatever was said of others before. */
const own =
  /我(?:的|是|这|这边|自己|本人|电话|手机|微信|号|家|妈|爸|儿|女|老|媳|妻|爱|先|哥|姐|弟|妹|朋|同|对|男|qq|q|v|wx|:)|[打加联找回换搜拨用]我|你们?[打加联回找]|本人|my\b|me\b|mine/;
const strangersNumber = new RegExp(
  `(?:${stranger})(?:的|那边|这边)?(?:新|旧|工作|私人|值班)?号(?:码)?[是为:\\s]{0,3}$`,
);
/** `刚才有个180…`, `接到139…的电话`: somebody rang the visitor. */
const stoodOut =
  /(?:有个|有人用|有一个|接到|收到|一个(?:陌生)?|陌生|来电(?:显示)?(?:是|:)?|未接|自称|骚扰|missed call from|(?:a )?call from|called from|texted? from|got a call)[^,。!?\n]{0,14}$/;
const justNow = /(?:刚才|刚刚|刚|昨天|今天|早上|上午|下午|中午|前天|老是|一直|总)[^。!?\n]{0,8}$/;
const rangVisitor =
  /^(?![^。!?\n]{0,6}没)[^。!?\n]{0,6}(?:给我打(?!个|一|吧)|打给我(?!吧)|打来|打过来|打了我|一直打|来电|的电话|老是?打|总打|加了?我(?:微信|好友|了|说|,)|给我发|发短信|联系了?我(?:说|了)|called me|texted me|keeps? calling|has been calling|rang me)/;
/** `…说是你们医生`, `…是骗子吗`, `…是你们的吗`: it is asked about. */
const askedAbout = new RegExp(
  `^[)"'\\s,的]{0,3}(?:这个?|那个?)?(?:电话|号码?|微信|vx?|qq|人|它|到底)?(?:真的?|还|也|都|不|应该|,)?(?:是|是不是|算|属于|归|是否|说是|自称|冒充|,说)(?:不是)?(?:${stranger})`,
);
const asksTrust =
  /^[^。\n]{0,14}(?:靠谱|可信|能信|真假|真的假的|是真的吗|是真是假|骗子|诈骗|正规吗|说能治|是谁|谁的|^是哪|whose|scam|is (?:it|that|this) (?:yours|your))/;
/** `打了139…没人接`: the visitor rang somebody. */
const dialled = /(?<!我)(?:打了?|拨了?|拨打了?|致电)(?:过|的是|了好几次|了半天)?[^,。!?\n]{0,5}$/;
const unanswered =
  /^[^。\n]{0,6}(?:没人[接听]|没接|打不通|打不进|无人接|占线|停机|空号|关机|没人理|一直忙)(?!的?话|就|再|打|可以)/;
/** `人民医院急诊 0731-… 没人接` */
const someStranger = new RegExp(`(?:${stranger})[^,。!?我\\n]{0,8}$`);
/** `药店老板说打186…` */
const toldTo = new RegExp(
  `(?:${stranger})[^,。\\n]{0,3}(?:说|让我|叫我|要我)[^,。\\n]{0,2}[打加找](?!我)[^,。\\n]{0,4}$`,
);
/** `谁给我打的电话 170…` */
const whoRang = /(?:谁|什么人|哪个|who)[^,。\n]{0,3}(?:打|加|called|texted)[^,。\n]{0,8}$/;
const directly =
  /(?:客服|(?<!公司|单位|厂|酒店|小区|宿舍)前台|(?<!公司|单位|厂|酒店|小区|宿舍)总台|热线|中介|服务台|咨询台|reception|hotline|(?:doctor|clinic|hospital|agent|nurse|surgeon)(?:'s)?(?: at [a-z ]{1,16})?(?:(?: number| phone| cell)(?: is)?|:| is))(?:是|:|为)?\s?$/;

/** `听说你们主任 139…`, `你们导诊台 0755-…`, but not `让你们主任 139… 联系我`. */
const ofYours = new RegExp(
  `(?<![让叫请喊托]|麻烦)(?:你们|您们|你家|贵院|那个|那位)(?:家|院|医院|这边?|那边?|的){0,2}[^,。!?\\n我打加联找回]{0,3}(?:${stranger})[\\s:是]{0,3}$`,
);
/** `网上查到139…`, `海报上印的139…`: read somewhere. */
const readSomewhere =
  /(?:(?:查|搜|翻|百度|找|看)(?:到|见)|(?:网上|百度|地图|官网|海报|传单|广告|门口|墙上|名片|药盒|包装|公众号|点评|美团|抖音|朋友圈)[^,。!?\n]{0,4}(?:查|搜|印|写|贴|标|挂|显示|看)[的了着]?)(?:的|了|一?个|有|是|你们|电话|号码?|手机|:|\s){0,6}$/;
/** `骗子冒充你们客服，号码171…` */
const fraudBefore = /(?:骗子|冒充|假冒|诈骗|骗人|骚扰|推销|恐吓)[^。!?\n]{0,16}$/;
/** `我同事的电话139…，他说你们骚扰他`: no relative's, and not given to be called. */
const thirdParty =
  /(?:同事|朋友|同学|邻居|室友|亲戚|老乡|客户|病友|领导|房东)(?:家|的|他|她|那个|手机|电话|微信|号码?|qq|wx|vx|v|[\s:是]){0,6}$/;
const complaint =
  /^[^\n]{0,12}(?:骚扰|拉黑|投诉|你们(?:老|总|一直|天天)|别再?[打加发联找]|不要再?[打加发联找]|删[了掉除])/;

/**
 * Whether a number or an id is the clinic's, a doctor's, another hospital's or a stranger's, who are only mentioned or asked
 * about. Without a sign of that it is the visitor's to give: the own one or a relative's.
 */
export function isStrangersContact(
  lower: string,
  labels: readonly Label[],
  start: number,
  end: number,
): boolean {
  const before = clauseBefore(lower, start);
  const behind = lower.slice(end, end + 28).replace(/\n[^]*$/, '');
  if (/^\s?(?:是|就是|这是)我/.test(behind)) return false;
  if (askedAbout.test(behind)) return true;
  if (asksTrust.test(behind) && (!/我/.test(before) || stoodOut.test(before))) return true;
  if (toldTo.test(before) || readSomewhere.test(before)) return true;
  if (ofYours.test(before) && !/^[^,。\n]{0,4}(?:联系|打|加|回|找)我/.test(behind)) return true;
  if (fraudBefore.test(before) && !own.test(before)) return true;
  if (thirdParty.test(before) && complaint.test(behind)) return true;
  if (strangersNumber.test(before) || directly.test(before) || whoRang.test(before)) return true;
  if (stoodOut.test(before) && (rangVisitor.test(behind) || asksAboutCaller(before, behind))) return true;
  if (justNow.test(before) && !own.test(before) && rangVisitor.test(behind)) return true;
  if ((dialled.test(before) || someStranger.test(before)) && unanswered.test(behind)) return true;
  return isNamedAsStrangers(lower, labels, start);
}

function asksAboutCaller(before: string, behind: string): boolean {
  return (
    /接到|收到|来电|未接|自称|骚扰|陌生|call|text/.test(before) ||
    /^[^\n]{0,14}(?:你们|是谁|哪|真|说)/.test(behind)
  );
}

/** The word before it is `你们电话`, `客服微信`, and nothing between says that this one is the visitor's. */
function isNamedAsStrangers(lower: string, labels: readonly Label[], start: number): boolean {
  const label = labels[lastBefore(labels, start)];
  if (!label?.isStrangers || start - label.end > 24) return false;
  return !own.test(lower.slice(label.end, start));
}

/** What is said before a place in the same sentence, 24 characters at most. */
function clauseBefore(lower: string, start: number): string {
  const before = lower.slice(Math.max(0, start - 24), start);
  return before.slice(Math.max(...['。', '!', '?', '\n'].map((stop) => before.lastIndexOf(stop))) + 1);
}
