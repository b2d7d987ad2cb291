import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { InvalidInputError } from '../../api/core/errors.ts';
import { searchMessages } from '../../api/search/searchMessages.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildDesk, buildTalk, endAndKeep, keepSearchable, say } from './build.ts';
import { queries, talk } from './queries.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

async function textsFound(agent: AgentActor, query: string): Promise<string[]> {
  const { found } = await searchMessages(core, agent, { query, first: 50 });
  return found.map(({ hit }) => hit.message.text);
}

test.for(['new', 'in the index'])(
  'fifty queries find what they should in messages that are %s',
  async (state) => {
    const { site, agent } = await buildDesk(core);
    const { session } = await buildTalk(core, site, talk);
    if (state !== 'new') await endAndKeep(core, agent, session.id);
    expect(queries.length).toBeGreaterThanOrEqual(50);
    for (const [query, expected] of queries) {
      const found = await textsFound(agent, query);
      expect({ query, found: found.toSorted() }).toEqual({ query, found: expected.toSorted() });
    }
  },
);

test('hits say where the words stand in the text as it was typed', async () => {
  const { site, agent } = await buildDesk(core);
  const { session } = await buildTalk(core, site, ['您好，ＣＴ检查  多少钱？ct 贵吗', '👨‍👩‍👧 Straße']);
  await endAndKeep(core, agent, session.id);
  const marked = async (query: string) => {
    const { found } = await searchMessages(core, agent, { query });
    return found.map(({ hit: { message, ranges } }) =>
      ranges.map(({ start, end }) => message.text.slice(start, end)),
    );
  };
  expect(await marked('ct')).toEqual([['ＣＴ', 'ct']]);
  expect(await marked('检查 多少')).toEqual([['检查', '多少']]);
  expect(await marked('查 多')).toEqual([['查', '多']]);
  expect(await marked('👨‍👩‍👧')).toEqual([['👨‍👩‍👧']]);
  expect(await marked('stra')).toEqual([['Stra']]);
});

test('what was just said is found at once, also in a talk of which the beginning is in the index', async () => {
  const { site, agent } = await buildDesk(core);
  const { visitor, session } = await buildTalk(core, site, ['我想约周六']);
  core.clock.advance(60_000);
  await keepSearchable(core);
  await say(core, visitor, session.id, '改成周日可以吗');
  expect(await textsFound(agent, '周日')).toEqual(['改成周日可以吗']);
  expect(await textsFound(agent, '周')).toEqual(['改成周日可以吗', '我想约周六']);
  core.clock.advance(60_000);
  await keepSearchable(core);
  expect(await textsFound(agent, '周')).toEqual(['改成周日可以吗', '我想约周六']);
  const rows = await core.database.prisma.searchableTalk.findMany({ where: { sessionId: session.id } });
  expect(rows).toMatchObject([{ fromSeq: 1, toSeq: 2, text: '我想约周六\n改成周日可以吗' }]);
});

test('pages follow each other without a gap, within a long talk and from one to the next', async () => {
  const { site, agent } = await buildDesk(core);
  const texts = (talk: string) => Array.from({ length: 130 }, (_, n) => `第${talk}${n}号`);
  for (const name of ['甲', '乙']) {
    const { session } = await buildTalk(core, site, texts(name));
    if (name === '甲') await endAndKeep(core, agent, session.id);
  }
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page = await searchMessages(core, agent, { query: '号', first: 50, after });
    found.push(...page.found.map(({ hit }) => hit.message.text));
    after = page.hasMore ? page.endCursor : null;
  } while (after);
  expect(found).toEqual(['乙', '甲'].flatMap((name) => texts(name).toReversed()));
});

test('a page takes as many SQL statements for fifteen hits as for two', async () => {
  const source = `query($query: String!) { searchMessages(query: $query) { edges { node {
    ranges { start end } message { text } session { id visitor { nickname tags { name } } owner { displayName } site { name } }
  } } } }`;
  const { site, agent } = await buildDesk(core);
  for (let n = 0; n < 15; n++) await buildTalk(core, site, n < 2 ? ['又少又多'] : ['很多']);
  const statementsFor = async (query: string) => {
    const before = core.statements.length;
    const { searchMessages: page } = await executeAs<{ searchMessages: { edges: unknown[] } }>(
      core,
      agent,
      source,
      { query },
    );
    return { hits: page.edges.length, statements: core.statements.length - before };
  };
  const few = await statementsFor('少');
  const many = await statementsFor('多');
  expect([few.hits, many.hits]).toEqual([2, 15]);
  expect(many.statements).toBe(few.statements);
  expect(many.statements).toBeLessThan(12);
});

test('what is rare is found by the index behind many newer sessions', async () => {
  const { site, agent } = await buildDesk(core);
  const { session } = await buildTalk(core, site, ['隐形矫正要戴多久']);
  await endAndKeep(core, agent, session.id);
  const template = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  await core.database.prisma.session.createMany({
    data: Array.from({ length: 450 }, (_, n) => ({
      ...template,
      formAnswers: [],
      id: `${template.id.slice(0, 9)}ffff${template.id.slice(13, 24)}${String(n).padStart(12, '0')}`,
      lastSeq: 0,
      searchableSeq: 0,
    })),
  });
  expect(await textsFound(agent, '矫正')).toEqual(['隐形矫正要戴多久']);
  expect(await textsFound(agent, '矫正器')).toEqual([]);
});

test('a query of nothing finds nothing, and one that is too long or goes on from nowhere is refused', async () => {
  const { agent } = await buildDesk(core);
  expect(await textsFound(agent, '')).toEqual([]);
  expect(await textsFound(agent, '  　 ')).toEqual([]);
  await expect(textsFound(agent, '长'.repeat(101))).rejects.toThrow(InvalidInputError);
  for (const after of ['x', `${crypto.randomUUID()}:-1`, "'; DROP TABLE"])
    await expect(searchMessages(core, agent, { query: '号', after })).rejects.toThrow(InvalidInputError);
});
