import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../api/core/core.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { createWebhook } from '../../api/webhook/createWebhook.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import type { Receiver } from './receiver.ts';

/** A webhook for the messages of a site of its own, where `talk` brings a visitor who writes so many. */
export async function buildHookOn(core: Core, url: string) {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, [
    'SEE_ALL_SESSIONS',
    'MANAGE_WEBHOOKS',
    'SEE_CONTACT_DATA',
  ]);
  const hook = { name: 'CRM', url, types: ['MESSAGE_SENT' as const], siteId: site.id };
  const webhook = await createWebhook(core, agent, hook);
  const talk = async (count: number) => {
    const { visitor, session } = await buildVisitor(core, site);
    const say = async (text: string) =>
      sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text });
    for (let i = 1; i <= count; i++) await say(`${i}`);
    return { visitorId: visitor.visitorId, say };
  };
  return { site, agent, webhook, talk };
}

/** Waits until something is so. @throws Error when it does not come to that in time */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 25_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
    await sleep(50);
  }
}

/** The numbers of a visitor's messages that a receiver has accepted, each once, in order of the first time. */
export function seqsOf(receiver: Receiver, visitorId: string): (number | undefined)[] {
  return receiver
    .once()
    .filter(({ payload }) => payload.data.visitor?.id === visitorId)
    .map(({ payload }) => payload.data.message?.seq);
}
