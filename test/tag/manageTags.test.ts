import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { createTag } from '../../api/tag/createTag.ts';
import { deleteTag } from '../../api/tag/deleteTag.ts';
import { orderTags } from '../../api/tag/orderTags.ts';
import { TagNameTakenError } from '../../api/tag/tagErrors.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { updateTag } from '../../api/tag/updateTag.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

let number = 0;
const newName = () => `tag ${++number}`;

async function buildStaff() {
  const department = await buildDepartment(core);
  const supervisor = await buildAgent(core, department, ['MANAGE_TAGS', 'EDIT_VISITORS']);
  const admin = await buildAgent(core, department, ['MANAGE_TAGS', 'MANAGE_SYSTEM_TAGS']);
  return { department, supervisor, admin };
}

test('agents with the permission make, change and delete own tags, and not those of the system', async () => {
  const { department, supervisor } = await buildStaff();
  const look = { name: newName(), color: '#0F766E' };
  const tag = await createTag(core, supervisor, look);
  expect(tag).toMatchObject({ ...look, isSystem: false, kinds: [], stage: null });
  expect(await updateTag(core, supervisor, { tagId: tag.id, color: '#112233' })).toMatchObject({
    name: look.name,
    color: '#112233',
  });
  const system = await core.database.prisma.tag.findFirstOrThrow({ where: { isSystem: true } });
  const plain = await buildAgent(core, department, ['EDIT_VISITORS']);
  const forbidden = [
    () => createTag(core, supervisor, { name: newName(), color: '#112233', isSystem: true }),
    () => createTag(core, supervisor, { name: newName(), color: '#112233', kinds: ['QQ'] }),
    () => updateTag(core, supervisor, { tagId: tag.id, stage: 'CONTACT' }),
    () => updateTag(core, supervisor, { tagId: tag.id, isSystem: true }),
    () => updateTag(core, supervisor, { tagId: system.id, color: '#000000' }),
    () => deleteTag(core, supervisor, { tagId: system.id }),
    () => createTag(core, plain, look),
  ];
  for (const attempt of forbidden) await expect(attempt()).rejects.toThrow(NotAllowedError);
  await deleteTag(core, supervisor, { tagId: tag.id });
  await expect(updateTag(core, supervisor, { tagId: tag.id })).rejects.toThrow(NotFoundError);
});

test('admins say which kind sets a system tag and which step it stands for; null takes the step away', async () => {
  const { admin } = await buildStaff();
  const tag = await createTag(core, admin, {
    name: newName(),
    color: '#112233',
    isSystem: true,
    kinds: ['QQ', 'QQ'],
  });
  expect(tag.kinds).toEqual(['QQ']);
  const staged = await updateTag(core, admin, { tagId: tag.id, stage: 'APPOINTMENT' });
  expect(staged).toMatchObject({ stage: 'APPOINTMENT', kinds: ['QQ'] });
  expect(await updateTag(core, admin, { tagId: tag.id, kinds: [] })).toMatchObject({
    stage: 'APPOINTMENT',
    kinds: [],
  });
  expect(await updateTag(core, admin, { tagId: tag.id, stage: null })).toMatchObject({ stage: null });
  await deleteTag(core, admin, { tagId: tag.id });
});

test('two tags have not one name, however fast; a deleted tag’s name is free again', async () => {
  const { admin } = await buildStaff();
  const look = { name: newName(), color: '#112233' };
  const results = await Promise.allSettled([createTag(core, admin, look), createTag(core, admin, look)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(createTag(core, admin, look)).rejects.toThrow(TagNameTakenError);
  const made = results.find((result) => result.status === 'fulfilled')?.value;
  await deleteTag(core, admin, { tagId: made?.id ?? '' });
  expect((await createTag(core, admin, look)).id).not.toBe(made?.id);
});

test('a name that is blank or too long, and a colour that is none, are refused by name', async () => {
  const { admin } = await buildStaff();
  const wrong = [
    { name: ' ', color: '#112233' },
    { name: 'x'.repeat(41), color: '#112233' },
    { name: newName(), color: 'red' },
    { name: newName(), color: '#112233;background:url(x)' },
  ];
  for (const look of wrong) await expect(createTag(core, admin, look)).rejects.toThrow(InvalidInputError);
});

test('a deleted tag is taken from those who have it, stays in their history, and is given to nobody any more', async () => {
  const { department, supervisor } = await buildStaff();
  const { session } = await buildVisitor(core, await buildSite(core, department));
  const tag = await createTag(core, supervisor, { name: newName(), color: '#112233' });
  const tagging = { sessionId: session.id, tagId: tag.id };
  await tagVisitor(core, supervisor, tagging);
  const source =
    'query ($id: ID!) { tags { id usageCount } session(id: $id) { ... on Session { visitor { tags { name } taggings { tag { name } removedBy { id } } } } } }';
  const seen = () =>
    executeAs<{
      tags: { id: string; usageCount: number }[];
      session: { visitor: { tags: object[]; taggings: object[] } };
    }>(core, supervisor, source, { id: session.id });
  expect((await seen()).tags).toContainEqual({ id: tag.id, usageCount: 1 });
  await deleteTag(core, supervisor, { tagId: tag.id });
  const { tags, session: after } = await seen();
  expect(tags.some(({ id }) => id === tag.id)).toBe(false);
  expect(after.visitor).toEqual({
    tags: [],
    taggings: [{ tag: { name: tag.name }, removedBy: { id: supervisor.agentId } }],
  });
  await expect(tagVisitor(core, supervisor, tagging)).rejects.toThrow(NotFoundError);
});

test('tags are put in an order, and those that were not named come after', async () => {
  const { admin } = await buildStaff();
  const tags = await Promise.all(
    [1, 2, 3].map(() => createTag(core, admin, { name: newName(), color: '#112233' })),
  );
  const wanted = tags.map(({ id }) => id).toReversed();
  await orderTags(core, admin, { tagIds: wanted });
  const { tags: listed } = await executeAs<{ tags: { id: string }[] }>(core, admin, '{ tags { id } }');
  expect(listed.map(({ id }) => id).filter((id) => wanted.includes(id))).toEqual(wanted);
});

test('who manages own tags alone cannot put those of the system in another order', async () => {
  const { supervisor } = await buildStaff();
  const system = await core.database.prisma.tag.findMany({
    where: { isSystem: true, deletedAt: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  const ids = system.map(({ id }) => id);
  await expect(orderTags(core, supervisor, { tagIds: ids.toReversed() })).rejects.toThrow(NotAllowedError);
  await orderTags(core, supervisor, { tagIds: ids });
});

test('every console reads its lists anew when a tag has changed', async () => {
  const { admin } = await buildStaff();
  const tag = await createTag(core, admin, { name: newName(), color: '#112233' });
  const stream = await followSessionList(core, admin);
  expect((await stream.next()).value).toMatchObject({ type: 'StreamStarted' });
  await updateTag(core, admin, { tagId: tag.id, color: '#445566' });
  expect((await stream.next()).value).toMatchObject({ type: 'StreamStarted' });
  await stream.return?.();
});

test('the audit tells who made, changed, ordered and deleted which tag', async () => {
  const { admin } = await buildStaff();
  const tag = await createTag(core, admin, { name: newName(), color: '#112233' });
  await updateTag(core, admin, { tagId: tag.id, name: newName() });
  await deleteTag(core, admin, { tagId: tag.id });
  const entries = await core.database.prisma.auditEntry.findMany({
    where: { targetType: 'Tag', targetId: tag.id },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  expect(entries.map(({ action }) => action)).toEqual(['createTag', 'updateTag', 'deleteTag']);
});
