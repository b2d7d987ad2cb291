import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../api/core/database.ts';
import { broken, takePicture } from '../assignment/invariants.ts';
import { SetStatusDocument } from '../support/gql/generated.ts';
import { untilAnswered } from '../support/persistentClients.ts';
import type { ChaosProduct } from './chaosProduct.ts';
import type { Clients } from './people.ts';
import { fetchLists, type ListReader } from './readLists.ts';
import type { ThreadReader } from './readThread.ts';
import type { Stored, Violation } from './violationsOf.ts';

interface Readers {
  agents: readonly Clients[];
  /** Sees none of the sessions. */
  stranger: Clients;
  lists: readonly { clients: Clients; reader: ListReader }[];
  threads: readonly ThreadReader[];
}

/** How long all that happened may take to reach everybody once the faults are over, milliseconds. */
const patienceMs = 60_000;

/** Waits until all is quiet, says what is not as it must be then, and reads what is stored. */
export async function settle(
  product: ChaosProduct,
  { agents, stranger, lists, threads }: Readers,
): Promise<{ stored: Stored[]; violations: Violation[] }> {
  for (const clients of agents) {
    await untilAnswered(clients, (client) =>
      client.execute(SetStatusDocument, { input: { status: 'ONLINE' } }),
    );
  }
  await untilSo(async () => {
    const last = new Map((await fetchLists(agents[0] ?? [])).map(({ id, lastSeq }) => [id, lastSeq]));
    return threads.every(
      (thread) => thread.reader === 'visitor' || thread.last >= (last.get(thread.sessionId) ?? 0),
    );
  });
  // What visitors may read is told at the same time.
  await sleep(1_000);
  let stale: Violation[] = [];
  await untilSo(async () => (stale = await staleLists(lists)).length === 0);
  const seen = await fetchLists(stranger);
  const violations = [
    ...stale,
    ...seen.map(({ id }): Violation => ({ kind: 'leaked', detail: `a stranger sees session ${id}` })),
  ];
  // An embedded database opens for one process only. As it stands, without a farewell.
  if (product.name === 'embedded') for (const server of product.servers) await server.kill();
  const database = await product.openDatabase();
  try {
    let unjust: string[] = [];
    await untilSo(async () => (unjust = await brokenRules(database)).length === 0);
    violations.push(...unjust.map((detail): Violation => ({ kind: 'unjust', detail })));
    const stored = await database.query<Stored>(
      `SELECT "sessionId", "seq", "clientId", "author", "isInternal", "text", "recalledAt" FROM "Message"`,
      [],
    );
    return { stored, violations };
  } finally {
    await database.close();
  }
}

async function brokenRules(database: Database): Promise<string[]> {
  const picture = await takePicture({ database });
  return broken(picture, picture);
}

/** Whose list, kept by events, is not the one that is fetched. */
async function staleLists(lists: Readers['lists']): Promise<Violation[]> {
  const found = await Promise.all(
    lists.map(async ({ clients, reader }, index): Promise<Violation[]> => {
      const wordsOf = (all: Iterable<{ id: string }>) =>
        JSON.stringify([...all].sort((a, b) => (a.id < b.id ? -1 : 1)));
      const kept = wordsOf(reader.sessions.values());
      const fetched = wordsOf(await fetchLists(clients));
      if (kept === fetched) return [];
      return [{ kind: 'stale', detail: `agent ${index} has the list ${kept} where ${fetched} is true` }];
    }),
  );
  return found.flat();
}

async function untilSo(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !(await isSo()) && Date.now() < deadline;) await sleep(200);
}
