import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { createOutcome } from '../../api/outcome/createOutcome.ts';
import { orderOutcomes } from '../../api/outcome/orderOutcomes.ts';
import { OutcomeNameTakenError } from '../../api/outcome/outcomeErrors.ts';
import { updateOutcome } from '../../api/outcome/updateOutcome.ts';
import { endSession } from '../../api/session/endSession.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { buildAgent, buildConversation, buildDepartment } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let admin: AgentActor;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
  admin = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
});
afterAll(() => core.close());

let number = 0;
const make = () => createOutcome(core, admin, { name: `outcome ${++number}` });

test('an agent who ends a session says how it came out, which agents see afterwards', async () => {
  const { agent, session } = await buildConversation(core);
  const outcome = await make();
  const ended = await endSession(core, agent, { sessionId: session.id, outcomeId: outcome.id });
  expect(ended).toMatchObject({ endReason: 'AGENT', outcomeId: outcome.id });
  const source = 'query ($id: ID!) { session(id: $id) { ... on Session { outcome { name usageCount } } } }';
  const seen = await executeAs<{ session: object }>(core, agent, source, { id: session.id });
  expect(seen.session).toEqual({ outcome: { name: outcome.name, usageCount: 1 } });
});

test('nothing has to be said, unless it is a setting and there is something to say', async () => {
  const free = await buildConversation(core);
  await endSession(core, free.agent, { sessionId: free.session.id });
  const { agent, session } = await buildConversation(core);
  const outcome = await make();
  await updateSettings(core, admin, { outcomeRequired: true });
  const silent = endSession(core, agent, { sessionId: session.id });
  await expect(silent).rejects.toMatchObject({ violations: [{ field: 'outcomeId', rule: 'REQUIRED' }] });
  await endSession(core, agent, { sessionId: session.id, outcomeId: outcome.id });
  await updateSettings(core, admin, { outcomeRequired: false });
});

test('an outcome that is archived is chosen no more, stays where it was, and can be offered again', async () => {
  const { agent, session } = await buildConversation(core);
  const outcome = await make();
  await updateOutcome(core, admin, { outcomeId: outcome.id, isArchived: true });
  const attempt = () => endSession(core, agent, { sessionId: session.id, outcomeId: outcome.id });
  await expect(attempt()).rejects.toThrow(NotFoundError);
  const { endedAt } = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(endedAt).toBeNull();
  await updateOutcome(core, admin, { outcomeId: outcome.id, isArchived: false });
  await attempt();
});

test('two that are offered have not one name; that of an archived one is free', async () => {
  const [one, two] = [await make(), await make()];
  await expect(createOutcome(core, admin, { name: ` ${one.name} ` })).rejects.toThrow(OutcomeNameTakenError);
  await updateOutcome(core, admin, { outcomeId: one.id, isArchived: true });
  await updateOutcome(core, admin, { outcomeId: two.id, name: one.name });
  const again = updateOutcome(core, admin, { outcomeId: one.id, isArchived: false });
  await expect(again).rejects.toThrow(OutcomeNameTakenError);
  for (const name of ['', 'x'.repeat(41)])
    await expect(createOutcome(core, admin, { name })).rejects.toThrow(InvalidInputError);
});

test('outcomes are shown in the order in which they were put, and only who may sets them', async () => {
  const made = [await make(), await make(), await make()];
  const wanted = made.map(({ id }) => id).toReversed();
  await orderOutcomes(core, admin, { outcomeIds: wanted });
  const plain = await buildAgent(core, await buildDepartment(core));
  const { sessionOutcomes } = await executeAs<{ sessionOutcomes: { id: string }[] }>(
    core,
    plain,
    '{ sessionOutcomes { id } }',
  );
  expect(sessionOutcomes.map(({ id }) => id).filter((id) => wanted.includes(id))).toEqual(wanted);
  await expect(createOutcome(core, plain, { name: 'x' })).rejects.toThrow(NotAllowedError);
  await expect(orderOutcomes(core, plain, { outcomeIds: [] })).rejects.toThrow(NotAllowedError);
});
