import { randomUUID } from 'node:crypto';
import { type Actor, type AgentActor, anonymous } from '../../api/core/actor.ts';
import { seal } from '../../api/core/sealing.ts';
import { hashSecret } from '../../api/core/secret.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { shippedRoles } from '../../api/role/shippedRoleRules.ts';
import { newWebhookSecret } from '../../api/webhook/newWebhookSecret.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import {
  buildAgent,
  buildDepartment,
  buildProgram,
  buildSite,
  buildVisitor,
  ownOrigin,
} from '../support/build.ts';
import type { TestCore } from '../support/testCore.ts';
import type { Examples } from './schemaWalk.ts';

const supervisorPermissions = shippedRoles.find(({ name }) => name === '主管')?.permissions ?? [];

const issuer = 'https://id.example';

/** A department with everything in it: what is one's own for some, and somebody else's for others. */
export async function buildWorld(core: TestCore, passwordHash: string) {
  const department = await buildDepartment(core);
  const singleSignOn = { issuer, clientId: 'x', buttonText: 'x', isEnabled: false };
  await core.database.prisma.singleSignOn.upsert({ where: { id: 1 }, create: singleSignOn, update: {} });
  const build = async (permissions: Permission[]) => {
    const actor = await buildAgent(core, department, permissions);
    const identities = { create: { issuer, subject: actor.agentId, label: 'x' } };
    await core.database.prisma.agent.update({
      where: { id: actor.agentId },
      data: { passwordHash, identities },
    });
    return actor;
  };
  const [plain, supervisor] = [await build([]), await build(supervisorPermissions)];
  const site = await buildSite(core, department);
  const always = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  await core.database.prisma.siteDepartment.updateMany({
    where: { siteId: site.id },
    data: { workingHours: always },
  });
  const question = { id: randomUUID(), label: 'x', kind: 'TEXT', isRequired: false, choices: [] };
  await core.database.prisma.site.update({ where: { id: site.id }, data: { formFields: [question] } });
  // Somebody to choose from, so that the decision who answers has candidates.
  await core.database.prisma.agent.update({ where: { id: plain.agentId }, data: { status: 'ONLINE' } });
  const { visitor, session } = await buildVisitor(core, site);
  // Whoever was given the session: it is the plain agent's from here on.
  await core.database.prisma.session.update({ where: { id: session.id }, data: { ownerId: plain.agentId } });
  await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'hello' });
  const { id: attachmentId } = await core.database.prisma.attachment.create({
    data: { kind: 'IMAGE', name: 'x.png', mediaType: 'image/png', size: 1, agentId: plain.agentId },
  });
  await core.database.prisma.message.updateMany({ where: { sessionId: session.id }, data: { attachmentId } });
  const own = { sessionId: session.id, text: 'begun' };
  /** What every agent has: something begun, a note that calls them, quiet hours, and a browser that is pushed to. */
  const giveOwn = async ({ agentId, credential }: AgentActor) => {
    const { prisma } = core.database;
    await prisma.draft.create({ data: { ...own, agentId } });
    await prisma.mention.create({ data: { sessionId: session.id, seq: 1, agentId } });
    const value = { from: '22:00', to: '07:00', urgentPasses: true };
    await prisma.agentSetting.create({ data: { agentId, name: 'quietHours', value } });
    return prisma.pushSubscription.create({
      data: {
        agentId,
        signInId: credential.id,
        endpointHash: hashSecret(randomUUID()),
        sealedAddress: '',
        host: 'push.example',
        userAgent: 'x',
        language: 'en',
        lastSentAt: new Date(),
      },
    });
  };
  await giveOwn(supervisor);
  const { id: pushSubscriptionId } = await giveOwn(plain);
  const { roleId } = await core.database.prisma.agent.findUniqueOrThrow({ where: { id: plain.agentId } });
  const { agentId } = plain;
  const departmentId = department.id;
  const handOver = await core.database.prisma.handOver.create({
    data: { fromAgentId: agentId, toAgentId: supervisor.agentId, statusBefore: 'ONLINE', sessionIds: [] },
  });
  const { visitorId } = visitor;
  const { id: tagId } = await core.database.prisma.tag.create({
    data: { name: randomUUID(), color: '#112233' },
  });
  await core.database.prisma.tagging.create({
    data: { visitorId, tagId, agentId: plain.agentId, removedById: plain.agentId },
  });
  const { id: categoryId } = await core.database.prisma.quickReplyCategory.create({
    data: { ownerId: plain.agentId, name: 'x' },
  });
  const { id: replyId } = await core.database.prisma.quickReply.create({
    data: { ownerId: plain.agentId, categoryId, title: 'x', content: 'x', searchText: 'x', attachmentId },
  });
  await core.database.prisma.quickReply.create({
    data: {
      title: 'x',
      content: 'hello there',
      searchText: 'hello there',
      category: { create: { name: 'for all' } },
    },
  });
  const spans = [{ seq: 1, start: 0, end: 5 }];
  const { id: detailId } = await core.database.prisma.contactDetail.create({
    data: { visitorId, kind: 'WECHAT', value: 'hello', spans },
  });
  await core.database.prisma.visitor.update({
    where: { id: visitorId },
    data: { note: 'hello again', attributes: { level: 'gold' } },
  });
  await core.database.prisma.pageVisit.create({
    data: { sessionId: session.id, url: ownOrigin, title: 'hello' },
  });
  // From a province, and by an advertisement.
  await core.database.prisma.session.update({
    where: { id: session.id },
    data: {
      address: '202.96.128.86',
      landingPageUrl: `${ownOrigin}/clinic?utm_source=baidu`,
      formAnswers: [{ label: 'x', value: 'hello' }],
    },
  });
  await core.database.prisma.block.create({
    data: { visitorId: visitor.visitorId, reason: 'spam', agentName: 'Somebody' },
  });
  const { apiTokenId } = await buildProgram(core, plain, {
    createdById: agentId,
    siteId: site.id,
    lastUsedAddress: '203.0.113.9',
  });
  const { id: scriptId } = await core.database.prisma.script.create({
    data: { kind: 'GREETING', content: 'welcome', siteId: site.id },
  });
  const { id: outcomeId } = await core.database.prisma.sessionOutcome.create({
    data: { name: randomUUID() },
  });
  const token = randomUUID();
  await core.database.prisma.invitation.create({
    data: { agentId, tokenHash: hashSecret(token), expiresAt: new Date('2100-01-01') },
  });
  const { id: webhookId } = await core.database.prisma.webhook.create({
    data: {
      name: 'x',
      url: 'https://127.0.0.1/',
      agentId: plain.agentId,
      sealedSecret: await seal(core, 'webhook', newWebhookSecret()),
      lastNumber: 0,
      siteId: site.id,
      // Nobody is called here.
      isEnabled: false,
    },
  });
  const { number: eventNumber } = await core.database.prisma.event.findFirstOrThrow({
    where: { sessionId: session.id },
  });
  const { id: deliveryId } = await core.database.prisma.webhookDelivery.create({
    data: {
      webhookId,
      eventNumber: eventNumber ?? 1,
      status: 'DELIVERED',
      attempts: { create: { durationMs: 1 } },
    },
  });
  const more = {
    pushSubscriptionId,
    apiTokenId,
    webhookId,
    deliveryId,
    webhookDeliveryId: deliveryId,
    outcomeId,
    tagId,
    scriptId,
    attachmentId,
    detailId,
    categoryId,
    replyId,
    handOverId: handOver.id,
    toAgentId: agentId,
    ownerId: agentId,
  };
  const ids = {
    ...more,
    sessionId: session.id,
    visitorId: visitor.visitorId,
    agentId,
    departmentId,
    siteId: site.id,
  };
  const people: Record<string, Actor> = { anonymous, visitor, agent: plain, supervisor };
  return {
    build: async (permissions: Permission[]) => {
      const agent = await build(permissions);
      await giveOwn(agent);
      return agent;
    },
    people,
    ids: { ...ids, parentId: departmentId, targetId: session.id, signInId: plain.credential.id },
    roleId,
    site,
    token,
  };
}
export type World = Awaited<ReturnType<typeof buildWorld>>;

/** Things of a world as arguments, and what makes the other arguments good. */
export const examplesOf = ({ ids, roleId, site, token }: World): Examples => ({
  ...ids,
  roleId,
  token,
  handOverToId: null,
  quickRepliesToId: null,
  previousAgentId: null,
  at: null,
  siteKey: site.key,
  pageUrl: `${ownOrigin}/clinic`,
  login: randomUUID(),
  password: 'long enough',
  oldPassword: 'guess',
  newPassword: 'long enough',
  after: 0,
  // Nothing that is to be in the future, or at an hour, may be any text.
  expiresAt: null,
  includesAddress: false,
  workingHours: null,
  quietHours: null,
  notificationRules: [],
  accentColor: '#112233',
  allowedOrigins: [ownOrigin],
  isMine: null,
  bottomOffset: 0,
  formFields: [],
  answers: [],
  phone: '13912345678',
  wechat: null,
  rating: 5,
  identityToken: null,
  externalId: null,
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-12-01T00:00:00.000Z',
  url: 'https://8.8.8.8/',
  endpoint: `https://8.8.8.8/${randomUUID()}`,
  publicKey: Buffer.alloc(65, 4).toString('base64url'),
  authSecret: Buffer.alloc(16).toString('base64url'),
  language: 'en',
  isWatching: false,
  types: [],
  mentionedAgentIds: [ids.toAgentId],
  tagIds: [ids.tagId],
  scriptIds: [ids.scriptId],
  saidScriptIds: [],
  localTime: null,
  keywords: [],
  replyIds: [ids.replyId],
  categoryIds: [ids.categoryId],
  outcomeIds: [ids.outcomeId],
  isPublic: false,
  text: 'hello',
  query: 'hello',
  csv: 'title,content\nx,y\n',
  file: new File(['x'], 'x.txt'),
  contactKinds: null,
});

/** The same arguments with ids of which nothing exists. A role's stays: who may name one is told of all of them. */
export const withUnknownIds = (examples: Examples, { ids }: World): Examples => ({
  ...examples,
  ...Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()])),
  mentionedAgentIds: [randomUUID()],
  tagIds: [randomUUID()],
  scriptIds: [randomUUID()],
  replyIds: [randomUUID()],
  categoryIds: [randomUUID()],
  outcomeIds: [randomUUID()],
});
