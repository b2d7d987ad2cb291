export interface DemoReply {
  category: string;
  title: string;
  content: string;
}

export const demoPublicReplies: DemoReply[] = [
  {
    category: '接待',
    title: '欢迎',
    content: '您好，欢迎咨询渡口门诊，我是今天值班的医助。请问是您本人咨询，还是帮家人咨询？',
  },
  {
    category: '接待',
    title: '询问症状',
    content: '请问不舒服有多久了？主要在什么位置、什么时候会加重？之前有没有检查过或者用过药？',
  },
  {
    category: '接待',
    title: '请稍等',
    content: '好的，我帮您向医生确认一下，大约需要两三分钟，请您稍等，不要离开页面。',
  },
  {
    category: '接待',
    title: '线上说明',
    content:
      '线上只能根据您的描述给出初步建议，不能代替面诊。如果出现高热不退、胸痛、呼吸困难，请立即就近急诊。',
  },
  {
    category: '预约',
    title: '出诊时间',
    content: '门诊周一到周日上午 8:00–12:00、下午 14:00–17:30 出诊，专家号每周二、四上午。您哪天比较方便？',
  },
  {
    category: '预约',
    title: '登记信息',
    content: '帮您预约需要登记：就诊人姓名、年龄、手机号，以及想看的科室和时间。信息只用于本次预约。',
  },
  {
    category: '预约',
    title: '预约成功',
    content: '已经为您预约好了，稍后会收到短信。就诊当天请带身份证，提前十五分钟到一楼导医台取号。',
  },
  {
    category: '到院',
    title: '地址与交通',
    content: '我们在滨江路 88 号，地铁 2 号线渡口站 C 口出来步行约五分钟，院内有停车场，就诊可免费停两小时。',
  },
  {
    category: '到院',
    title: '费用与医保',
    content:
      '普通号 20 元，专家号 50 元，检查按医生开单收费，做之前会先告诉您价格。市医保和省医保都可以直接结算。',
  },
  {
    category: '到院',
    title: '检查前准备',
    content:
      '需要抽血或做腹部超声的话，请前一晚十点以后不要进食，早上可以少量喝白开水；平时吃的降压药照常服用。',
  },
];

/** Lin's own. */
export const demoPersonalReplies: DemoReply[] = [
  {
    category: '我的',
    title: '加微信',
    content: '方便的话可以留个微信号，我把医生介绍和路线图发给您，有问题也能随时找我。',
  },
  {
    category: '我的',
    title: '结束语',
    content: '感谢您的信任，今天先这样安排。之后有任何不清楚的，直接在这里留言，我看到就回您。祝您早日康复！',
  },
];
