import { Client } from 'pg';
import { measureLimit, measureLoad, type Stage } from '../measures.ts';
import { median } from '../latencies.ts';

/** What it costs to send, with the index of search and without. */
export interface SendingFigures {
  p50: number;
  p99: number;
  cpuMs: number;
  /** Most messages a second. */
  limit: number;
}

/** Highest value of the column: what is searchable up to there is never looked at by the index. */
const never = 2_147_483_647;
const messagesPerSession = 10;

/** Sending as if there were no search: nothing new is to be made searchable, and no index says so. */
export async function withoutIndex(client: Client): Promise<void> {
  await client.query('DROP INDEX IF EXISTS "Session_unsearchable_idx"');
  await client.query(`UPDATE "Session" SET "searchableSeq" = ${never} WHERE "endedAt" IS NULL`);
}

export async function withIndex(client: Client): Promise<void> {
  await client.query('UPDATE "Session" SET "searchableSeq" = "lastSeq" WHERE "endedAt" IS NULL');
  await client.query(
    'CREATE INDEX IF NOT EXISTS "Session_unsearchable_idx" ON "Session" ("id") WHERE "searchableSeq" < "lastSeq"',
  );
}

/**
 * Lets the product make as many messages searchable each second as are sent, which in a short measurement it would put
 * off: ended sessions, as if they had just ended.
 */
export function keepIndexing(url: string, rate: () => number): { stop(): Promise<void> } {
  let isOver = false;
  let after = '00000000-0000-0000-0000-000000000000';
  const run = async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    while (!isOver) {
      const { rows } = await client.query<{ id: string }>(
        `UPDATE "Session" SET "searchableSeq" = 0 WHERE "id" IN (
          SELECT "id" FROM "Session" WHERE "endedAt" IS NOT NULL AND "id" > $1 ORDER BY "id" LIMIT $2) RETURNING "id"`,
        [after, Math.ceil(rate() / messagesPerSession)],
      );
      after =
        rows
          .map(({ id }) => id)
          .toSorted()
          .at(-1) ?? after;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await client.end();
  };
  const running = run();
  return {
    async stop() {
      isOver = true;
      await running;
    },
  };
}

/** Latency at the flags' rate, and the limit. */
export async function measureSending(stage: Stage, onRate: (rate: number) => void): Promise<SendingFigures> {
  const { rate, seconds } = stage.flags;
  onRate(rate);
  const { report, cpuMs } = await measureLoad(stage, { rate, seconds, warmupSeconds: 2 });
  const say = (line: string) => {
    stage.say(line);
    const tried = /^(\d+)\/s/.exec(line)?.[1];
    if (tried) onRate(Number(tried));
  };
  const limit = await measureLimit({ ...stage, say });
  return { p50: report.answer.p50, p99: report.answer.p99, cpuMs, limit: limit.rate };
}

/** One figure with the index against the mean of the runs without it beside: the median over the rounds. */
export function ratioOf(legs: readonly SendingFigures[], figure: keyof SendingFigures): number {
  const ratios: number[] = [];
  for (let at = 0; at + 2 < legs.length; at += 3) {
    const [before = NaN, withIt = NaN, after = NaN] = legs.slice(at, at + 3).map((leg) => leg[figure]);
    ratios.push(withIt / ((before + after) / 2));
  }
  return median(ratios);
}
