import type { Prisma } from './generated/client/client.ts';

/**
 * A script of each kind to begin with, switched off: who tries the product hears nothing automatic before they want it,
 * and sees on the page how each is worded.
 */
export const demoScripts: Prisma.ScriptCreateManyInput[] = (
  [
    {
      kind: 'GREETING',
      content:
        '您好，这里是{{site.name}}在线咨询，{{agent.name}}为您服务。请问您哪里不舒服，或者想预约哪个科室？',
      delaySeconds: 5,
      hours: 'WITHIN',
    },
    {
      kind: 'QUEUE_POSITION',
      content:
        '咨询的人较多，您前面还有人在等，目前排在第 {{queue.position}} 位。您可以先把症状和就诊需求发过来，轮到您时马上回复。',
      timesPerSession: 3,
    },
    {
      kind: 'NOBODY_REACHABLE',
      content: '客服暂时都不在座位上。请留下您的问题和手机号或微信号，我们回来后第一时间联系您。',
    },
    {
      kind: 'AFTER_HOURS',
      content:
        '您好，现在是非工作时间，我们的在线时间为 {{hours}}。请留下您的问题和手机号，上班后第一时间回复您；急症请立即拨打 120。',
    },
    {
      kind: 'KEYWORD',
      content: '门诊地址和到院路线可以在网站“来院路线”页查看，地下二层有停车场，就诊当天停车免费。',
      keywords: ['地址', '怎么走', '停车', '在哪里'],
    },
    {
      kind: 'KEYWORD',
      content: '我们的接诊时间为 {{hours}}。您想约哪一天？我帮您看看号源。',
      keywords: ['几点上班', '几点下班', '营业时间', '周末上班'],
    },
    {
      kind: 'NUDGE',
      content: '您还在吗？方便的话留个手机号或微信号，医生稍后可以给您更详细的建议。',
      delaySeconds: 120,
      hours: 'WITHIN',
      mayFollowAgent: true,
    },
  ] as const
).map((script, position) => ({
  ...script,
  keywords: 'keywords' in script ? [...script.keywords] : [],
  position,
  isEnabled: false,
}));
