import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractContactData, mayHoldContactData } from '../../api/extraction/extractionRules.ts';
import { readRecords, score, scoredKinds } from './scoring.ts';

const own = new URL('records.jsonl', import.meta.url).pathname;
const given = new URL('../../../shared/data/extraction.dev.jsonl', import.meta.url).pathname;
const questions = new URL('../../../shared/data/questions.jsonl', import.meta.url).pathname;
const targets = { PHONE: 0.97, WECHAT: 0.95, QQ: 0.95, AGE: 0.95, GENDER: 0.93 };

/** What is found, as `KIND:value`. */
const read = (...messages: string[]) =>
  extractContactData(messages).map(({ kind, value }) => `${kind}:${value}`);
/** The texts that the spans of a finding of this kind point at. */
const written = (kind: string, ...messages: string[]) =>
  extractContactData(messages)
    .filter((one) => one.kind === kind)
    .flatMap(({ spans }) => spans.map(({ message, start, end }) => messages[message]?.slice(start, end)));

describe('labelled messages', () => {
  const files = [own, ...(existsSync(given) ? [given] : [])];
  test.each(files)('are read as a careful reader reads them: %s', (path) => {
    const records = readRecords(path);
    const { kinds, empty } = score(records);
    expect(records.length).toBeGreaterThanOrEqual(120);
    for (const kind of scoredKinds) expect(kinds[kind].f1, kind).toBeGreaterThanOrEqual(targets[kind]);
    expect(empty.right / empty.expected).toBeGreaterThanOrEqual(0.97);
  });

  test('questions without contact data yield no number and no id', () => {
    const lines = existsSync(questions) ? readFileSync(questions, 'utf8').split('\n').filter(Boolean) : [];
    const found = lines.flatMap((line) => {
      const { title, question } = JSON.parse(line) as { title: string; question: string };
      return read(title, question).filter((one) => /^(PHONE|WECHAT|QQ)/.test(one));
    });
    expect(found).toEqual([]);
  });
});

const examples: [title: string, messages: string[], found: string[]][] = [
  ['a mobile number needs no keyword', ['15862907731'], ['PHONE:15862907731']],
  ['a mobile number is read in any writing', ['①五8 ２０６四-7719'], ['PHONE:15820647719']],
  ['a mobile number may be split over messages', ['前面是136', '2958', '最后7740'], ['PHONE:13629587740']],
  ['letters for digits are read in a complete number', ['l38O2947716'], ['PHONE:13802947716']],
  ['the country code is left out', ['+86 152-3094-7768'], ['PHONE:15230947768']],
  ['a landline needs its area code', ['60294771 或 021 6029 4773转8'], ['PHONE:021-60294773']],
  ['a number of a record is none', ['病历号13502948812'], []],
  ['a piece of a card number is none', ['6222 0210 0112 3456 789'], []],
  ['a masked number is none', ['138****5520'], []],
  ['a number inside an id is none', ['抖音 lucky13702948870'], []],
  ['numbers of other countries are left out', ['+44 7700 900341 / 626-555-0172'], []],
  ["the clinic's number is left out", ['你们的电话是010-62947715吗'], []],
  ["a stranger's number is left out", ['刚才有个18047729316给我打电话'], []],
  [
    'who corrects a number gave both',
    ['13502946673', '错了 13502946637'],
    ['PHONE:13502946673', 'PHONE:13502946637'],
  ],
  ['a number that was read somewhere is left out', ['网上查到 029-88317042 不知道真假'], []],
  ['the number printed on a card is none', ['卡面号 15200938471'], []],
  [
    'who asks to be called by the head doctor gives the own number',
    ['让你们主任 13920478863 联系我'],
    ['PHONE:13920478863'],
  ],
  ["a relative's number counts", ['打我儿子手机15502946680'], ['PHONE:15502946680']],
  ['a WeChat id needs its keyword', ['加V：momo_2290', '邮箱 mimi_2290@163.com'], ['WECHAT:momo_2290']],
  ['a WeChat id may precede its keyword', ['juan_juan77', '这是我微信'], ['WECHAT:juan_juan77']],
  ['WeChat is known by its sound', ['薇芯：qing0293k'], ['WECHAT:qing0293k']],
  ['a remark may stand between keyword and id', ['vx（手机搜不到）：R_Yuan2006'], ['WECHAT:R_Yuan2006']],
  [
    'a number is handed over far behind its keyword',
    ['五位数的微信号见过没 我的就是 50718'],
    ['WECHAT:50718'],
  ],
  [
    'neither age nor gender stands inside an id',
    ['我微信wxid_8k2m4p7q', 'vx girl35f_kk'],
    ['WECHAT:wxid_8k2m4p7q', 'WECHAT:girl35f_kk'],
  ],
  ['spelled signs belong to the id', ['vx dr下划线tang下划线01'], ['WECHAT:dr_tang_01']],
  ['homographs of WeChat name nothing', ['V领 abc_1234 卫星电视 CCTV10HD 微信支付 wx4200001234'], []],
  [
    'the phone number may be the WeChat id too',
    ['17702948891', '微信同号'],
    ['PHONE:17702948891', 'WECHAT:17702948891'],
  ],
  ['what is refused is not named', ['13202948957 微信不是这个号，没有QQ'], ['PHONE:13202948957']],
  ['digits as a WeChat id are no QQ number', ['微信号 79264031'], ['WECHAT:79264031']],
  ['digits of both are both', ['QQ微信都行 60294892'], ['QQ:60294892', 'WECHAT:60294892']],
  ['a QQ mail address with digits is a QQ number', ['60294858@qq.com'], ['QQ:60294858']],
  ['a group and a sweet are no QQ number', ['QQ群602948881 QQ糖 12345'], []],
  ['an age is read in any numerals', ['我今年4十7'], ['AGE:47']],
  ['a baby is 0 years old', ['宝宝8个月'], ['AGE:0']],
  ['an age that is only about right is none', ['四十七八'], []],
  ['an age of the past is none', ['我18岁那年得过肺结核，现在46'], ['AGE:46']],
  ['an age in 周岁 counts before one in 虚岁', ['虚岁46，周岁44'], ['AGE:44']],
  ['a corrected age counts', ['我53，不对，是54'], ['AGE:54']],
  [
    'age and gender are those of the relative who is ill',
    ['给我妈问的，她68，腿疼'],
    ['GENDER:FEMALE', 'AGE:68'],
  ],
  [
    'age and gender of the others are left out',
    ['今年39，儿子都14了，现在又怀上了'],
    ['AGE:39', 'GENDER:FEMALE'],
  ],
  ['what somebody else went through is left out', ['我姐说她28岁做胃镜没打麻药，我想问无痛的多少钱'], []],
  [
    'who has done it before may be the patient',
    ['我妈做过支架，现在胸口又闷，她68'],
    ['GENDER:FEMALE', 'AGE:68'],
  ],
  ['who may catch it is the patient', ['同事查出肺结核，28岁，会传染给我吗'], []],
  ['who fears to inherit it is the patient', ['我爸秃顶，我28也掉头发，会遗传吗'], ['AGE:28']],
  ['who only says who writes is not the patient', ['我今年35，我爸最近总头晕'], ['GENDER:MALE']],
  ['somebody who only accompanies is not the patient', ['老公陪我去行吗'], []],
  ["a doctor's gender and a form of address are no gender", ['大姐你好', '有女医生吗'], []],
];
test.each(examples)('%s', (_title, messages, found) => {
  expect(read(...messages)).toEqual(found);
});

test('spans point at what was written, in each message', () => {
  expect(written('PHONE', '😀 前面是１７３', '中间 6️⃣042', '最后 8895 谢谢')).toEqual([
    '１７３',
    '6️⃣042',
    '8895',
  ]);
  expect(written('WECHAT', '电话17702948891', '微信就是我手机号')).toEqual([
    '17702948891',
    '微信就是我手机号',
  ]);
});

test('a message that tells nothing is not read', () => {
  for (const text of ['', '在吗', '好的，谢谢！', '多少钱？'])
    expect(mayHoldContactData(text), text).toBe(false);
  for (const text of ['138', '微信', '微信同号', '🐧', '电話', '四十', '女', '她', '胃疼', '打错了'])
    expect(mayHoldContactData(text), text).toBe(true);
});
