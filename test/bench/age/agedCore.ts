import { Client } from 'pg';
import { actorOf, agentOfActor } from '../../../api/agent/actorOf.ts';
import type { AgentActor } from '../../../api/core/actor.ts';
import type { Core } from '../../../api/core/core.ts';
import { monthOf } from '../../../api/message/messageMonthRules.ts';
import { sweepMessageMonths } from '../../../api/message/sweepMessageMonths.ts';
import { seedDemo } from '../../../prisma/seed.ts';
import { openBenchCore } from '../openBenchCore.ts';
import { fillDay, type Day, type LiveSession } from './fillDay.ts';
import { fillHistory, type History } from './fillHistory.ts';

/** The product on a database of some age. */
export interface AgedCore {
  core: Core;
  live: readonly LiveSession[];
  siteId: string;
  /** Of somebody who sees all sessions, and of an agent of a department, whose the live ones are. */
  agents: Record<'admin' | 'lin', AgentActor>;
  /** An ended session of long ago. */
  oldSessionId: string;
  description: string;
}

/** Makes the product's tables and demo data in an empty database, with a history and a day. */
export async function openAged(databaseUrl: string, history: History, day: Day): Promise<AgedCore> {
  const core = await openBenchCore(databaseUrl);
  const { database } = core;
  await seedDemo(database.prisma);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await fillHistory(client, history, async (from, until) => {
      for (let month = monthOf(from); month <= until; month = monthOf(month, 1)) {
        const now = month;
        await sweepMessageMonths({ ...core, clock: { now: () => now } });
      }
    });
    const live = await fillDay(client, day);
    await client.query('VACUUM ANALYZE');
    const { rows } = await client.query<{ id: string }>(
      `SELECT "id" FROM "Session" WHERE "lastSeq" >= 5 AND "endedAt" IS NOT NULL ORDER BY "id" LIMIT 1`,
    );
    return {
      core,
      live,
      siteId: (await database.prisma.site.findFirstOrThrow()).id,
      agents: { admin: await actor(core, 'admin'), lin: await actor(core, 'lin') },
      oldSessionId: rows[0]?.id ?? '',
      description: await describe(client),
    };
  } finally {
    await client.end();
  }
}

async function actor({ database }: Core, login: string): Promise<AgentActor> {
  const agent = await database.prisma.agent.findUniqueOrThrow({ where: { login }, select: agentOfActor });
  return actorOf(agent, { kind: 'signIn', id: crypto.randomUUID() });
}

async function describe(client: Client): Promise<string> {
  const { rows } = await client.query<Record<'messages' | 'sessions' | 'months' | 'megabytes', string>>(
    `SELECT (SELECT count(*) FROM "Message") AS "messages", (SELECT count(*) FROM "Session") AS "sessions",
      (SELECT count(*) - 1 FROM pg_inherits WHERE inhparent = '"Message"'::regclass) AS "months",
      (pg_database_size(current_database()) / 1048576) AS "megabytes"`,
  );
  const [row] = rows;
  return `${row?.messages} messages in ${row?.sessions} sessions, ${row?.months} months, ${row?.megabytes} MB`;
}
