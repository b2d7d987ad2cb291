import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/core/actor.ts';
import { InvalidInputError, NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { updateQuickReply } from '../../api/quickReply/updateQuickReply.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { buildReply, buildTeam } from '../quickReply/build.ts';
import { buildAgent, buildConversation, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildAttachment } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ UPLOADS_PER_MINUTE: '1000', ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

interface Sending {
  text?: string;
  attachmentId?: string | null;
  clientId?: string;
}
const send = (actor: Actor, sessionId: string, { text = '', attachmentId, clientId }: Sending) =>
  sendMessage(core, actor, { sessionId, clientId: clientId ?? randomUUID(), text, attachmentId });

interface Read {
  session: {
    lastMessage?: { text: string; attachmentKind: string | null } | null;
    messages: { edges: { node: { text: string; attachment: Record<string, unknown> | null } }[] };
  };
}
const readAs = async (actor: Actor, id: string, lists = '') => {
  const source = `query ($id: ID!) { session(id: $id) { ... on Session { ${lists} messages(first: 100) { edges { node {
    text attachment { id kind name mediaType size width height url previewUrl } } } } } } }`;
  return (await executeAs<Read>(core, actor, source, { id })).session;
};
const forLists = 'lastMessage { text attachmentKind }';

test('an image goes to the visitor with its text or without one, and lists say what came', async () => {
  const { agent, visitor, session } = await buildConversation(core);
  const attachment = await buildAttachment(core, agent);
  await send(agent, session.id, { text: '请看路线', attachmentId: attachment.id });
  await send(agent, session.id, { attachmentId: attachment.id });
  const { messages } = await readAs(visitor, session.id);
  const [first, second] = messages.edges.map(({ node }) => node);
  expect(first).toMatchObject({
    text: '请看路线',
    attachment: { id: attachment.id, kind: 'IMAGE', name: '路线图.png', width: 40, height: 20 },
  });
  expect(first?.attachment?.url).toMatch(/^\/attachments\/.+\/original\?/);
  expect(first?.attachment?.previewUrl).toMatch(/^\/attachments\/.+\/preview\?/);
  expect(second).toMatchObject({ text: '', attachment: { id: attachment.id } });
  const seen = await readAs(agent, session.id, forLists);
  expect(seen.lastMessage).toEqual({ text: '', attachmentKind: 'IMAGE' });
  await send(visitor, session.id, { text: '收到' });
  const answered = await readAs(agent, session.id, forLists);
  expect(answered.lastMessage).toEqual({ text: '收到', attachmentKind: null });
});

test('without text and without attachment nothing is sent', async () => {
  const { agent, session } = await buildConversation(core);
  for (const attachmentId of [null, undefined])
    await expect(send(agent, session.id, { text: ' ', attachmentId })).rejects.toThrow(InvalidInputError);
});

test('nobody sends what they did not upload and no reply of theirs has, and is not told whether it exists', async () => {
  const { department, agent, visitor, session } = await buildConversation(core);
  const colleague = await buildAgent(core, department, ['SEE_ALL_SESSIONS', 'ASSIST_SESSIONS']);
  const { id: attachmentId } = await buildAttachment(core, agent);
  await send(agent, session.id, { attachmentId });
  // The colleague and the visitor see it in the thread: that does not make it theirs to pass on.
  for (const actor of [colleague, visitor])
    await expect(send(actor, session.id, { attachmentId })).rejects.toThrow(NotFoundError);
  await expect(send(agent, session.id, { attachmentId: randomUUID() })).rejects.toThrow(NotFoundError);
  await expect(send(agent, session.id, { attachmentId: '../x' })).rejects.toThrow(InvalidInputError);
});

test('what a quick reply brings is sent by those who may use the reply, and by nobody else', async () => {
  const { supervisor, lin, wang, stranger } = await buildTeam(core);
  const { id: attachmentId } = await buildAttachment(core, lin);
  await buildReply(core, lin, { content: '', attachmentId });
  const shared = await buildAttachment(core, supervisor);
  await buildReply(core, supervisor, { content: '', attachmentId: shared.id, isPublic: true });
  const talk = async (actor: Actor) => {
    const { session } = await buildConversation(core);
    const ownerId = actor.kind === 'agent' ? actor.agentId : '';
    await core.database.prisma.session.update({ where: { id: session.id }, data: { ownerId } });
    return session.id;
  };
  for (const actor of [lin, wang, supervisor]) await send(actor, await talk(actor), { attachmentId });
  await expect(send(stranger, await talk(stranger), { attachmentId })).rejects.toThrow(NotFoundError);
  await send(stranger, await talk(stranger), { attachmentId: shared.id });
});

test('a repeated message gets its first result, also when the reply has lost its image since', async () => {
  const { department, agent, session } = await buildConversation(core);
  const keeper = await buildAgent(core, department, ['MANAGE_PUBLIC_QUICK_REPLIES']);
  const { id: attachmentId } = await buildAttachment(core, keeper);
  const reply = await buildReply(core, keeper, { isPublic: true, attachmentId });
  const clientId = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => send(agent, session.id, { attachmentId, clientId })),
  );
  await updateQuickReply(core, keeper, { replyId: reply.id, attachmentId: null });
  answers.push(await send(agent, session.id, { attachmentId, clientId }));
  expect(new Set(answers.map(({ seq, attachmentId: id }) => `${seq} ${id}`))).toEqual(
    new Set([`1 ${attachmentId}`]),
  );
  await expect(send(agent, session.id, { attachmentId })).rejects.toThrow(NotFoundError);
});

test('an image that is swept at the very moment in which it is sent is told as gone, and what else breaks as what it is', async () => {
  const { agent, session } = await buildConversation(core);
  const { id: attachmentId } = await buildAttachment(core, agent);
  const { query } = core.database;
  const beforeInsert = (happens: () => Promise<unknown>) => {
    core.database.query = async (text, values) => {
      if (text.includes('INSERT INTO "Message"')) await happens();
      return query(text, values);
    };
  };
  try {
    beforeInsert(() => Promise.reject(new Error('the database is away')));
    await expect(send(agent, session.id, { attachmentId })).rejects.toThrow('the database is away');
    beforeInsert(() => core.database.prisma.attachment.deleteMany({ where: { id: attachmentId } }));
    await expect(send(agent, session.id, { attachmentId })).rejects.toThrow(NotFoundError);
  } finally {
    core.database.query = query;
  }
  expect(await core.database.prisma.message.count({ where: { sessionId: session.id } })).toBe(0);
});

test('a page of messages costs one statement more for all their attachments together, and none without', async () => {
  const { agent, visitor, session } = await buildConversation(core);
  await send(visitor, session.id, { text: 'hello' });
  const countOf = async () => {
    const before = core.statements.length;
    await readAs(agent, session.id);
    return core.statements.length - before;
  };
  await countOf();
  const without = await countOf();
  const { id: first } = await buildAttachment(core, agent);
  await send(agent, session.id, { attachmentId: first });
  await countOf();
  const withOne = await countOf();
  for (let i = 0; i < 49; i++)
    await send(agent, session.id, { attachmentId: (await buildAttachment(core, agent)).id });
  expect([withOne, await countOf()]).toEqual([without + 1, without + 1]);
  const before = core.statements.length;
  await send(agent, session.id, { text: 'text alone' });
  const ofText = core.statements.slice(before);
  expect(ofText.filter((text) => text.includes('"Attachment"'))).toEqual([]);
});

test('what do-not-disturb held back stands in the lists by its image once it is lifted', async () => {
  const { department, session } = await buildConversation(core);
  const supervisor = await buildAgent(core, department, ['SEE_ALL_SESSIONS', 'USE_DO_NOT_DISTURB']);
  const { id: attachmentId } = await buildAttachment(core, supervisor);
  await core.database.prisma.session.update({
    where: { id: session.id },
    data: { ownerId: supervisor.agentId },
  });
  await setDoNotDisturb(core, supervisor, { sessionId: session.id, isOn: true });
  await send(supervisor, session.id, { attachmentId });
  await setDoNotDisturb(core, supervisor, { sessionId: session.id, isOn: false });
  const row = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(row).toMatchObject({ lastMessageText: '', lastMessageAttachment: 'IMAGE' });
});

test('a visitor reaches no attachment but those of the messages that they may read', async () => {
  const { site, agent, visitor, session } = await buildConversation(core);
  const { visitor: other, session: otherSession } = await buildVisitor(core, site);
  await send(agent, session.id, { attachmentId: (await buildAttachment(core, agent)).id });
  await core.database.prisma.message.updateMany({
    where: { sessionId: session.id },
    data: { isInternal: true },
  });
  expect((await readAs(visitor, session.id)).messages.edges).toEqual([]);
  expect((await readAs(other, otherSession.id)).messages.edges).toEqual([]);
});
