import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { deleteScript } from '../../api/script/deleteScript.ts';
import { orderScripts } from '../../api/script/orderScripts.ts';
import { TooManyScriptsError } from '../../api/script/scriptErrors.ts';
import { tryScripts } from '../../api/script/tryScripts.ts';
import { updateScript } from '../../api/script/updateScript.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildDesk, buildScript, buildTalk, pass } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '10000' });
  await renewProcessLease(core);
});
afterAll(() => core.close());

const auditOf = async (targetId: string) => {
  const entries = await core.database.prisma.auditEntry.findMany({
    where: { targetId },
    orderBy: { at: 'asc' },
  });
  return entries.map(({ action }) => action);
};
const violationsOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof InvalidInputError
    ? error.violations.map(({ field, rule }) => `${field} ${rule}`)
    : error;
};

test('who may makes, changes, switches off and deletes scripts, and each of it is written down; others may not', async () => {
  const { admin, agent, site } = await buildDesk(core);
  const script = await buildScript(core, admin, site, {
    kind: 'KEYWORD',
    keywords: ['WiFi', 'ｗｉｆｉ', ' 上网 '],
    hours: 'OUTSIDE',
    delaySeconds: 30,
  });
  // The same keyword twice is once; a delay means nothing here.
  expect(script).toMatchObject({
    keywords: ['WiFi', '上网'],
    hours: 'OUTSIDE',
    delaySeconds: 0,
    position: 0,
  });
  const scriptId = script.id;
  expect(await updateScript(core, admin, { scriptId, isEnabled: false, siteId: null })).toMatchObject({
    isEnabled: false,
    siteId: null,
    keywords: ['WiFi', '上网'],
  });
  await updateScript(core, admin, { scriptId });
  expect(await deleteScript(core, admin, { scriptId })).toBe(scriptId);
  expect(await auditOf(scriptId)).toEqual(['createScript', 'updateScript', 'deleteScript']);
  const gone = [() => updateScript(core, admin, { scriptId }), () => deleteScript(core, admin, { scriptId })];
  for (const attempt of gone) await expect(attempt()).rejects.toThrow(NotFoundError);
  const forbidden = [
    () => buildScript(core, agent, site, { kind: 'GREETING' }),
    () => updateScript(core, agent, { scriptId, isEnabled: true }),
    () => deleteScript(core, agent, { scriptId }),
    () => orderScripts(core, agent, { kind: 'KEYWORD', scriptIds: [] }),
    () => tryScripts(core, agent, { siteId: site.id, occasion: 'ENTERED' }),
  ];
  for (const attempt of forbidden) await expect(attempt()).rejects.toThrow(NotAllowedError);
});

test('what a script asks for is told by field and rule, and nothing is kept', async () => {
  const { admin, site } = await buildDesk(core);
  const make = (words: Partial<Parameters<typeof buildScript>[3]> & { kind?: 'NUDGE' | 'KEYWORD' }) =>
    violationsOf(buildScript(core, admin, site, { kind: 'GREETING', ...words }));
  expect(await make({ content: ' ' })).toEqual(['content REQUIRED']);
  expect(await make({ content: '长'.repeat(2001) })).toEqual(['content TOO_LONG']);
  expect(await make({ content: '{{visitor.name}}' })).toEqual(['content MALFORMED']);
  expect(await make({ kind: 'KEYWORD', keywords: [] })).toEqual(['keywords REQUIRED']);
  expect(await make({ kind: 'KEYWORD', keywords: ['x'.repeat(61)] })).toEqual(['keywords.0 TOO_LONG']);
  expect(await make({ kind: 'NUDGE', delaySeconds: 5 })).toEqual(['delaySeconds OUT_OF_RANGE']);
  expect(await make({ timesPerSession: 0 })).toEqual(['timesPerSession OUT_OF_RANGE']);
  expect(await make({ siteId: 'nowhere' })).toEqual(['siteId MALFORMED']);
  expect(await make({ siteId: randomUUID() })).toBeInstanceOf(NotFoundError);
  expect(await core.database.prisma.script.count({ where: { siteId: site.id } })).toBe(0);
});

test('there are no more scripts than a process can ask at each message', async () => {
  const { admin, site } = await buildDesk(core);
  const data = Array.from(
    { length: 300 },
    () => ({ kind: 'NUDGE', content: 'x', isEnabled: false }) as const,
  );
  await core.database.prisma.script.createMany({ data });
  await expect(buildScript(core, admin, site, { kind: 'GREETING' })).rejects.toThrow(TooManyScriptsError);
  await core.database.prisma.script.deleteMany({ where: { content: 'x' } });
});

test('of two that fit, the one that was moved before the other speaks', async () => {
  const { admin, site } = await buildDesk(core);
  const first = await buildScript(core, admin, site, { kind: 'GREETING', content: 'first' });
  const second = await buildScript(core, admin, site, { kind: 'GREETING', content: 'second' });
  const ordered = await orderScripts(core, admin, { kind: 'GREETING', scriptIds: [second.id, first.id] });
  expect(ordered.slice(0, 2).map(({ content }) => content)).toEqual(['second', 'first']);
  const talk = await buildTalk(core, site);
  await pass(core, 10);
  expect(await talk.said()).toEqual(['second']);
  expect(await auditOf('GREETING')).toContain('orderScripts');
});

test('a trial tells what would be said and why not the others, by the same rules, and says nothing', async () => {
  const { admin, site, department } = await buildDesk(core);
  await core.database.prisma.siteDepartment.updateMany({
    where: { departmentId: department.id },
    data: { workingHours: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }] },
  });
  const greeting = await buildScript(core, admin, site, {
    kind: 'GREETING',
    content: '{{visitor.nickname}}您好',
  });
  const parking = await buildScript(core, admin, site, { kind: 'KEYWORD', keywords: ['停车'] });
  const closed = await buildScript(core, admin, site, { kind: 'AFTER_HOURS', content: '{{hours}}上班' });
  const attempt = async (input: Partial<Parameters<typeof tryScripts>[2]>) => {
    const trial = await tryScripts(core, admin, {
      siteId: site.id,
      occasion: 'ENTERED',
      localTime: '2026-11-23T09:30',
      ...input,
    });
    const verdictOf = (id: string) => trial.judgements.find(({ script }) => script.id === id)?.verdict;
    return { ...trial, verdicts: [greeting, parking, closed].map(({ id }) => verdictOf(id)) };
  };
  expect(await attempt({})).toMatchObject({
    isOpen: true,
    text: '10086420您好',
    verdicts: ['SAID', 'OTHER_MOMENT', 'OTHER_MOMENT'],
  });
  const wrote = { occasion: 'WROTE', text: '能停车吗' } as const;
  expect((await attempt(wrote)).script?.id).toBe(parking.id);
  expect((await attempt({ ...wrote, saidScriptIds: [parking.id] })).verdicts[1]).toBe('SAID_BEFORE');
  expect((await attempt({ ...wrote, hasAgentWritten: true })).verdicts[1]).toBe('AFTER_AGENT');
  const night = { localTime: '2026-11-23T22:00', reach: 'NOBODY_REACHABLE' } as const;
  expect(await attempt(night)).toMatchObject({
    isOpen: false,
    text: '周一至周五 08:00–18:00上班',
    verdicts: ['ANOTHER_FIRST', 'OTHER_MOMENT', 'SAID'],
  });
  expect(await violationsOf(attempt({ localTime: '2026-02-31T10:00' }))).toEqual(['localTime MALFORMED']);
  expect(await violationsOf(attempt({ occasion: 'WROTE', text: ' ' }))).toEqual(['text REQUIRED']);
  await expect(attempt({ siteId: randomUUID() })).rejects.toThrow(NotFoundError);
});

test('visitors and agents are told which messages are automatic, and the export too', async () => {
  const { admin, agent, site } = await buildDesk(core);
  await buildScript(core, admin, site, { kind: 'GREETING', content: '自动问候', siteId: site.id });
  const talk = await buildTalk(core, site);
  await pass(core, 2);
  const source = `query ($id: ID!) { session(id: $id) { ... on Session { messages(last: 5) {
    edges { node { author text isAutomatic scriptKind authorName } } } } } }`;
  for (const actor of [talk.visitor, agent]) {
    const { session } = await executeAs<{ session: { messages: { edges: { node: object }[] } } }>(
      core,
      actor,
      source,
      { id: talk.sessionId },
    );
    expect(session.messages.edges.map(({ node }) => ({ ...node }))).toEqual([
      { author: 'SYSTEM', text: '自动问候', isAutomatic: true, scriptKind: 'GREETING', authorName: null },
    ]);
  }
});
