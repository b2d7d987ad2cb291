import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wireText } from './frames.ts';

/** A text ready for sending (a JSON string literal) and as it looks in a received frame. */
interface PreparedText {
  json: string;
  wire: string;
}
export interface ChatText {
  question: PreparedText;
  answer: PreparedText;
}

const SHARED_TEXTS = fileURLToPath(new URL('../../../shared/data/questions.jsonl', import.meta.url));
const MAX_LENGTH = 4_000;

/** Where the texts come from: BENCH_TEXTS, the collection beside the repository, or the ones below. */
export const textsSource: string | undefined =
  process.env.BENCH_TEXTS ?? (existsSync(SHARED_TEXTS) ? SHARED_TEXTS : undefined);

/** Questions of visitors with agents' answers. The file has one JSON object a line with `question` and `answer`. */
export function loadTexts(): ChatText[] {
  return loadPairs().map(([question, answer]) => ({ question: prepare(question), answer: prepare(answer) }));
}

/** The same as plain text. */
export function loadPairs(): [string, string][] {
  return textsSource ? readPairs(textsSource) : PAIRS;
}

function readPairs(path: string): [string, string][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { question: string; answer: string })
    .filter(({ question, answer }) => question.trim() !== '' && answer.trim() !== '')
    .map(({ question, answer }) => [question, answer]);
}

function prepare(text: string): PreparedText {
  // Trimmed as a server may do, and never cut through a surrogate pair.
  const json = JSON.stringify(
    text
      .trim()
      .slice(0, MAX_LENGTH)
      .replace(/[\uD800-\uDBFF]$/, ''),
  );
  return { json, wire: wireText(json) };
}

const PAIRS: [string, string][] = [
  ['你好，请问今天还能挂号吗？', '您好，今天下午还有号，请问您想看哪个科室？'],
  [
    '皮肤科，手臂上起了好多红疹子，特别痒，已经三天了。',
    '了解了。有没有发烧，或者最近吃过什么以前没吃过的东西、换过洗衣液之类的？方便的话可以拍张照片发给我看看。',
  ],
  [
    '没有发烧，前天吃了海鲜，会不会是过敏？',
    '有可能是过敏性皮疹，具体要医生面诊之后才能确定。建议先不要抓挠，也暂时不要再吃海鲜和辛辣的东西。',
  ],
  ['那我大概要花多少钱？', '挂号费20元，如果需要做过敏原检测，另外大约300元左右，医保可以报销一部分。'],
  ['可以周六来吗？平时要上班😂', '可以的，周六上午八点到十二点有专家门诊。我帮您预约九点半，可以吗？'],
  [
    '孩子三岁，咳嗽一个星期了，晚上咳得更厉害，吃了止咳糖浆没什么用，需要拍片子吗？',
    '三岁孩子咳嗽一周建议来面诊听一下肺部。是否拍片由医生听诊后决定，不用提前做。夜里可以把枕头稍微垫高，多喝温水。',
  ],
  ['有痰，但是咳不出来，没有发烧。', '好的，我把情况先记下来。请问有没有药物过敏史？'],
  ['青霉素过敏。', '谢谢，这一点很重要，我已经备注给医生了。'],
  ['在吗', '在的，请说。'],
  [
    '你们医院在哪里？坐地铁怎么走？',
    '我们在人民路128号，地铁2号线人民广场站3号口出来往东走200米就到，门口有停车场。',
  ],
  [
    '洗牙会不会把牙洗松？听说不能经常洗',
    '正规洁牙不会让牙齿变松。松动感多半是因为牙结石去掉以后，原本萎缩的牙龈露了出来。一般建议半年到一年洗一次。',
  ],
  [
    '种一颗牙多少钱，要多久？我妈今年六十五，有糖尿病可以种吗',
    '血糖控制稳定（空腹8以下）一般是可以种的，需要先拍CT评估骨量。整个过程大约三到六个月，费用根据种植体品牌不同，8000到15000元一颗。',
  ],
  [
    '她血糖现在7点多，在吃二甲双胍',
    '这个水平是可以考虑的。请带上最近三个月的化验单和正在吃的药，医生会和内分泌科一起评估。',
  ],
  ['好的谢谢，我问问她再说', '不客气，有需要随时联系我们，祝阿姨身体健康！'],
  [
    '我昨天做的检查，报告什么时候出来？',
    '抽血的报告当天下午四点以后可以在公众号里查，CT报告要第二天上午十点以后。',
  ],
  [
    '公众号里显示“未找到记录”怎么办',
    '可能是手机号没有绑定就诊卡。请在“我的—就诊人管理”里添加身份证号，或者把姓名和就诊卡后四位发给我，我帮您查。',
  ],
  [
    '最近总是失眠，凌晨两三点就醒，白天头昏脑涨，工作压力也大，吃过褪黑素没效果，这种情况应该看什么科？',
    '可以先看睡眠门诊，也可以看神经内科。请问这种情况持续多久了？有没有心慌、情绪低落或者食欲变化？',
  ],
  [
    '差不多两个月了，有点心慌，胃口还行',
    '建议做一个心电图和甲状腺功能检查，排除一下身体方面的原因。这周四下午睡眠门诊有号，需要帮您约吗？',
  ],
  ['约一下吧，我姓陈', '已为您预约周四14:30，睡眠门诊李医生。请提前十五分钟到二楼分诊台报到，带好身份证。'],
  ['取消预约怎么弄？', '在预约短信的链接里点“取消”就可以，就诊前一天下午五点之前都不收费。'],
  [
    'Hi, do you have English-speaking doctors?',
    'Yes, our international desk is on the third floor and open from 8 am to 6 pm, Monday to Saturday.',
  ],
  [
    'Great. I have had lower back pain for about two weeks, mostly when I sit for a long time. Should I see an orthopaedist or a physiotherapist first?',
    'An orthopaedist first would be best: they can rule out a slipped disc and then refer you to our physiotherapy team if it is muscular. Does the pain go down into your leg, or do you feel any numbness?',
  ],
  [
    'No numbness, just stiff in the morning.',
    'That sounds reassuring. Until the appointment, short walks and a warm pad usually help; please avoid lifting anything heavy.',
  ],
  [
    'Can I pay with a foreign insurance card?',
    'We bill a number of insurers directly. Please send me the name of yours and the plan, and I will check for you.',
  ],
  [
    'It is Allianz Care, plan "Pro Plus"',
    'Thank you. Direct billing is possible with that plan; bring the card and your passport, please.',
  ],
  ['ok thx', 'You are welcome. See you on Thursday!'],
  ['近视手术要摘镜多久？', '术前软镜要停戴一周，硬性角膜接触镜停戴三周以上，角膜塑形镜要停戴三个月。'],
  [
    '我左眼500度右眼450度，散光150，可以做全飞秒吗',
    '度数在全飞秒的范围内，但还要看角膜厚度和眼底情况。术前检查大约两个小时，当天不能开车，建议家人陪同。',
  ],
  [
    '疼不疼啊，有点怕',
    '手术用表面麻醉滴眼液，过程大约十分钟，不会疼，可能有一点压迫感。术后几个小时会有流泪、异物感，第二天基本就好了。',
  ],
  [
    '我想投诉，昨天等了两个小时都没有叫到我！',
    '非常抱歉让您等了这么久。请告诉我您的姓名和昨天挂的科室，我马上核实，并请门诊部主任给您回电话。',
  ],
  ['王女士，妇科，上午十点的号', '已经记录。我们会在今天下午五点前给您答复，再次向您道歉。'],
  [
    '狗咬了一口，破皮了，要打几针',
    '请先用肥皂水和流动清水交替冲洗伤口至少15分钟，然后尽快来急诊。狂犬疫苗一般打五针（0、3、7、14、28天），急诊24小时都可以打。',
  ],
  ['现在就过来，到哪个门？', '请走东门急诊入口，到了先在1号窗口挂号，我已经通知急诊准备。'],
  [
    '体检套餐有哪些？公司二十个人一起做有优惠吗？',
    '有基础、标准和深度三种，分别是380、880和1680元。二十人以上团检九折，并且可以安排专场，不用排队。要不要我把项目明细发给您？',
  ],
  ['麻烦发一下，另外需要开发票', '好的，明细和开票资料表我一起发到您邮箱，请留一下邮箱地址。'],
  [
    '老公打呼噜特别响，有时候还会停一下，吓人',
    '这可能是睡眠呼吸暂停，需要重视。可以先做一晚睡眠监测，家用的设备也可以借回家做，结果三天出来。',
  ],
  [
    '怀孕12周，第一次产检要带什么？需要空腹吗？',
    '请带身份证、医保卡和之前的B超单。需要抽血，请空腹来，可以带一点面包抽完血再吃。',
  ],
  ['NT检查约的是哪天来着', '您约的是下周二上午9:15，二楼超声科。NT检查不用憋尿，也不用空腹。'],
  ['谢谢你，回复真快👍', '应该的，还有什么问题随时问我😊'],
  ['营业时间？', '门诊周一到周六8:00–17:30，周日上午半天；急诊24小时。'],
];
