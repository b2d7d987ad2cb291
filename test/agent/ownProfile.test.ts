import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsTopic } from '../../api/agent/agentEvents.ts';
import { removeOwnAvatar, setOwnAvatar } from '../../api/agent/changeOwnAvatar.ts';
import { updateOwnProfile } from '../../api/agent/updateOwnProfile.ts';
import { sweepAttachments } from '../../api/attachment/sweepAttachments.ts';
import { InvalidInputError } from '../../api/core/errors.ts';
import { buildFile, buildImage, contentOf, pdf } from '../attachment/build.ts';
import { buildAgent, buildConversation, buildDepartment } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const build = async () => buildAgent(core, await buildDepartment(core));
const avatarUrl = '{ currentAgent { avatarUrl } }';

test('an agent changes the own name, which is in force at once and written down', async () => {
  const actor = await build();
  const agent = await updateOwnProfile(core, actor, { displayName: ' 林医助 ' });
  expect(agent.displayName).toBe('林医助');
  expect(core.typesOn(rightsTopic(actor.agentId))).toEqual(['RightsChanged']);
  const [entry] = await core.database.prisma.auditEntry.findMany({ where: { agentId: actor.agentId } });
  expect(entry).toMatchObject({
    action: 'updateOwnProfile',
    changes: { displayName: { before: actor.displayName, after: '林医助' } },
  });
  await updateOwnProfile(core, actor, { displayName: '林医助' });
  expect(await core.database.prisma.auditEntry.count({ where: { agentId: actor.agentId } })).toBe(1);
});

test('a name is neither empty nor endless', async () => {
  const actor = await build();
  for (const displayName of [' ', 'x'.repeat(101)])
    await expect(updateOwnProfile(core, actor, { displayName })).rejects.toThrow(InvalidInputError);
});

test('a picture becomes a small square of it, which everybody sees who sees the agent, until it is taken away', async () => {
  const { agent: actor, visitor, session } = await buildConversation(core);
  await core.database.prisma.session.update({
    where: { id: session.id },
    data: { ownerId: actor.agentId },
  });
  const photo = await buildImage({ width: 900, height: 500, format: 'jpeg' });
  const { avatarId } = await setOwnAvatar(core, actor, { file: buildFile('me.jpg', photo) });
  const { format, width, height } = await sharp(await contentOf(core, avatarId ?? '')).metadata();
  expect([format, width, height]).toEqual(['webp', 256, 256]);
  const seen = await executeAs<{ session: { owner: { avatarUrl: string } } }>(
    core,
    visitor,
    `{ session(id: "${session.id}") { ... on Session { owner { avatarUrl } } } }`,
  );
  expect(seen.session.owner.avatarUrl).toContain(`/attachments/${avatarId}/original?`);
  await removeOwnAvatar(core, actor);
  expect(await executeAs(core, actor, avatarUrl)).toEqual({ currentAgent: { avatarUrl: null } });
  expect(await core.files.read(avatarId ?? '')).toBeUndefined();
});

test('a new picture takes the place of the old one, and is kept for as long as it is one', async () => {
  const actor = await build();
  const set = async () =>
    (await setOwnAvatar(core, actor, { file: buildFile('me.png', await buildImage()) })).avatarId ?? '';
  const [first, second] = [await set(), await set()];
  expect(await core.database.prisma.attachment.count({ where: { id: first } })).toBe(0);
  core.clock.advance(3 * 86_400_000);
  await sweepAttachments(core);
  expect(await core.files.read(second)).toBeDefined();
});

test('what is no image is refused, and the picture stays', async () => {
  const actor = await build();
  const { avatarId } = await setOwnAvatar(core, actor, { file: buildFile('me.png', await buildImage()) });
  const refused = setOwnAvatar(core, actor, { file: buildFile('me.png', pdf) });
  await expect(refused).rejects.toMatchObject({ reason: 'KIND_NOT_ALLOWED' });
  const broken = setOwnAvatar(core, actor, {
    file: buildFile('me.png', (await buildImage()).subarray(0, 60)),
  });
  await expect(broken).rejects.toMatchObject({ reason: 'BROKEN' });
  expect(await core.database.prisma.agent.findUnique({ where: { id: actor.agentId } })).toMatchObject({
    avatarId,
  });
});
