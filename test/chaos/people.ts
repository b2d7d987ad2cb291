import { CreateAgentDocument, StaffPlacesDocument, type FetchListsQuery } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { atEach } from '../support/persistentClients.ts';

export type ListedSession = FetchListsQuery['sessions']['edges'][number]['node'];

/** After so long without an answer, people ask again elsewhere, milliseconds. */
const patienceMs = 5_000;

/** Somebody at each process, from another one on for each. */
export type Clients = readonly GraphqlClient[];

export interface Guest {
  sessionId: string;
  clients: Clients;
}

/** A visitor of the demo site, with a session. */
export async function enter(urls: readonly string[], index: number): Promise<Guest> {
  const inTurn = turned(urls, index);
  const { client, entry } = await enterAsVisitor(inTurn[0] ?? '');
  return { sessionId: entry.session.id, clients: atEach(inTurn, client, patienceMs) };
}

/** Agents who answer the demo site, and one of another department, who must see none of it. */
export async function hire(
  urls: readonly string[],
  count: number,
): Promise<{ agents: Clients[]; stranger: Clients }> {
  const admin = await signInAs(urls[0] ?? '', 'admin');
  const { departments, roles } = await admin.execute(StaffPlacesDocument);
  const idOf = (all: { id: string; name: string }[], name: string) =>
    all.find((one) => one.name === name)?.id ?? '';
  const hireOne = async (index: number, department: string) => {
    const login = `chaos${index}`;
    const input = {
      login,
      displayName: login,
      password: 'through-all-faults',
      departmentId: idOf(departments, department),
      roleId: idOf(roles, '客服'),
    };
    expectAnswer((await admin.execute(CreateAgentDocument, { input })).createAgent, 'Agent');
    const inTurn = turned(urls, index);
    return atEach(inTurn, await signInAs(inTurn[0] ?? '', login, input.password), patienceMs);
  };
  const agents: Clients[] = [];
  for (let index = 0; index < count; index++) agents.push(await hireOne(index, '网络咨询部'));
  return { agents, stranger: await hireOne(count, '导医台') };
}

function turned(urls: readonly string[], index: number): string[] {
  return urls.map((_, turn) => urls[(index + turn) % urls.length] ?? '');
}
