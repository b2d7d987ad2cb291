import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import type { Publication } from '../../api/core/pubsub.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { writeNote } from '../../api/message/writeNote.ts';
import type { Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { StreamReader } from './streamReader.ts';

/** `HISTORIES=10000 npx vitest … streamHistories` tries as many, however long it takes. */
const wanted = Number(process.env.HISTORIES ?? 0);
const usual = { histories: 100, withinMs: 5_000 };

let core: TestCore;
let site: Site;
let agent: AgentActor;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000000' });
  const department = await buildDepartment(core);
  site = await buildSite(core, department);
  agent = await buildAgent(core, department);
});
afterAll(() => core.close());

/** How what a step publishes reaches those who listen. */
const manners = ['inTurn', 'inTurn', 'lost', 'reversed', 'twice'] as const;
const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('say' as const),
      who: fc.nat(1),
      count: fc.integer({ min: 1, max: 4 }),
      manner: fc.constantFrom(...manners),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('sayAgain' as const),
      which: fc.nat(30),
      copies: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('note' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constantFrom('connect' as const, 'disconnect' as const), who: fc.nat(3) }),
  },
);
type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;

/** Has what is published meanwhile reach listeners in another way. */
async function publishing(manner: (typeof manners)[number], work: () => Promise<unknown>): Promise<void> {
  const { publish } = core.pubsub;
  const held: (readonly Publication[])[] = [];
  if (manner !== 'inTurn') core.pubsub.publish = (publications) => void held.push(publications);
  try {
    await work();
  } finally {
    core.pubsub.publish = publish;
  }
  if (manner === 'reversed') held.reverse();
  if (manner === 'twice') held.push(...held);
  if (manner !== 'lost') for (const publications of held) publish(publications);
}

async function play(steps: readonly Step[]): Promise<void> {
  const { visitor, session } = await buildVisitor(core, site);
  const sessionId = session.id;
  const people = [visitor, agent];
  const readers = [visitor, agent, visitor, agent].map((actor) => new StreamReader(core, actor, sessionId));
  const said: { who: number; clientId: string; seq: number }[] = [];
  const say = async (who: number, clientId: string = randomUUID()) => {
    const message = await sendMessage(core, people[who] ?? visitor, { sessionId, clientId, text: clientId });
    return { who, clientId, seq: message.seq };
  };
  for (const step of steps) {
    if (step.act === 'connect') await readers[step.who]?.connect();
    else if (step.act === 'disconnect') await readers[step.who]?.disconnect();
    else if (step.act === 'note')
      await writeNote(core, agent, { sessionId, clientId: randomUUID(), text: 'a note' });
    else if (step.act === 'say')
      await publishing(step.manner, async () => {
        for (let index = 0; index < step.count; index++) said.push(await say(step.who));
      });
    else if (step.act === 'sayAgain') {
      const first = said[step.which % Math.max(1, said.length)];
      if (!first) continue;
      const again = Array.from({ length: step.copies }, () => say(first.who, first.clientId));
      for (const { seq } of await Promise.all(again)) expect(seq).toBe(first.seq);
    }
  }
  // What was lost on the way is noticed with the next message, or with the next connection.
  for (const reader of readers) await reader.connect();
  const { seq: last } = await say(0);
  const rows = await core.database.prisma.message.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } });
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  expect(new Set(rows.map(({ clientId }) => clientId)).size).toBe(rows.length);
  for (const reader of readers) {
    await reader.untilAt(last);
    await reader.disconnect();
    const due = rows.filter(({ isInternal }) => reader.actor === agent || !isInternal);
    expect(reader.seqs).toEqual(due.map(({ seq }) => seq));
  }
}

test(
  'however messages are sent, sent again, lost, doubled and overtaken on the way, and readers come and go, each has the talk as it is stored',
  async () => {
    // On a machine that has other work there are fewer histories.
    const deadline = wanted ? Infinity : Date.now() + usual.withinMs;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 20 }), async (steps) => {
        if (Date.now() < deadline) await play(steps);
      }),
      { numRuns: wanted || usual.histories },
    );
  },
  90_000 + wanted * 1_000,
);
