import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/core/actor.ts';
import {
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
} from '../../api/core/errors.ts';
import { saveDraft } from '../../api/draft/saveDraft.ts';
import { sweepDrafts } from '../../api/draft/sweepDrafts.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { buildAgent, buildConversation, buildProgram } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

async function draftOf(actor: Actor, sessionId: string): Promise<string | null> {
  const { session } = await executeAs<{ session: { viewerDraft: { text: string } | null } }>(
    core,
    actor,
    'query ($id: ID!) { session(id: $id) { ... on Session { viewerDraft { text } } } }',
    { id: sessionId },
  );
  return session.viewerDraft?.text ?? null;
}

test('what an agent has begun to write is there on another device, for nobody else, and gone when it is emptied', async () => {
  const { department, agent, session } = await buildConversation(core);
  const supervisor = await buildAgent(core, department, ['SEE_ALL_SESSIONS']);
  const { program } = await buildProgram(core, agent);
  const sessionId = session.id;
  await saveDraft(core, agent, { sessionId, text: '您好，关于' });
  await saveDraft(core, agent, { sessionId, text: '您好，关于预约' });
  expect(await draftOf(agent, sessionId)).toBe('您好，关于预约');
  expect(await draftOf(supervisor, sessionId)).toBeNull();
  expect(await draftOf(program, sessionId)).toBeNull();
  await saveDraft(core, agent, { sessionId, text: ' ' });
  expect(await draftOf(agent, sessionId)).toBeNull();
});

test('a draft is kept only where the agent sees the session, in person, and within its length', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  await sendMessage(core, agent, { sessionId: session.id, clientId: randomUUID(), text: '您好' });
  const colleague = await buildAgent(core, department);
  const { program } = await buildProgram(core, agent);
  const save = (actor: Actor, text = 'x') => saveDraft(core, actor, { sessionId: session.id, text });
  await expect(save(colleague)).rejects.toThrow(NotFoundError);
  await expect(save(program)).rejects.toThrow(NotAllowedError);
  await expect(save(visitor)).rejects.toThrow(NotSignedInError);
  await expect(save(agent, '长'.repeat(10_001))).rejects.toThrow(InvalidInputError);
  await save(agent, '长'.repeat(10_000));
});

test('a draft that nobody has touched for a month is forgotten', async () => {
  const { agent, session } = await buildConversation(core);
  await saveDraft(core, agent, { sessionId: session.id, text: 'begun' });
  core.clock.advance(29 * 86_400_000);
  await sweepDrafts(core);
  expect(await draftOf(agent, session.id)).toBe('begun');
  core.clock.advance(2 * 86_400_000);
  await sweepDrafts(core);
  expect(await core.database.prisma.draft.count({ where: { sessionId: session.id } })).toBe(0);
});
