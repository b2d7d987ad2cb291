import { randomUUID } from 'node:crypto';
import { sendMessage } from '../../../api/message/sendMessage.ts';
import { executeAs } from '../../support/executeAs.ts';
import type { AgedCore } from './agedCore.ts';

/** Something that people wait for; done once for each number. */
export type Deed = (aged: AgedCore, n: number) => Promise<unknown>;

/** As the console asks for a page of a list (SessionPage). */
const pageDocument = `query($filter: SessionFilterInput!, $order: SessionOrder!, $after: String) {
  sessions(filter: $filter, order: $order, first: 30, after: $after) {
    edges { cursor node {
      id version list ownerId lastSeq lastMessage { author text attachmentKind isRecalled sentAt } unreadCount waitingSince
      activeAt leftMessageAt doNotDisturbSince isVisitorHere reach endedAt endReason isLive agentReadSeq visitorReadSeq
      currentPageUrl currentPageTitle visitor { id version nickname contactKinds tags { id name } }
      owner { id displayName } site { id name } block { id reason expiresAt }
    } }
    pageInfo { hasNextPage }
    totalCount
  }
}`;
const countsDocument = 'query { sessionCounts { list count unreadCount } }';
const threadDocument = `query($id: ID!) { session(id: $id) { ... on Session {
  id startedAt visitor { id nickname }
  messages(last: 50) { edges { cursor node {
    id seq clientId author authorName agentName notice about isInternal text recalledAt createdAt
  } } pageInfo { hasPreviousPage startCursor } }
} } }`;

type Login = keyof AgedCore['agents'];
type Page = { sessions: { edges: { cursor: string }[] } };

function askPage(aged: AgedCore, login: Login, list: string | null, after: string | null): Promise<Page> {
  // The live ones are sorted as the console does unless told; what is over by its end, whatever is asked for.
  const variables = { filter: { list }, order: 'ATTENTION', after };
  return executeAs<Page>(aged.core, aged.agents[login], pageDocument, variables);
}

const firstPage =
  (login: Login, list: string | null): Deed =>
  (aged) =>
    askPage(aged, login, list, null);

const deepPages = 10;

/** The page after some others; those are asked for once. */
function deepPage(login: Login, list: string | null): Deed {
  const cursors = new WeakMap<AgedCore, string | null>();
  return async (aged) => {
    let after = cursors.get(aged);
    if (after === undefined) {
      after = null;
      for (let page = 0; page < deepPages; page++)
        after = (await askPage(aged, login, list, after)).sessions.edges.at(-1)?.cursor ?? after;
      cursors.set(aged, after);
    }
    return askPage(aged, login, list, after);
  };
}

const thread =
  (idOf: (aged: AgedCore, n: number) => string): Deed =>
  (aged, n) =>
    executeAs(aged.core, aged.agents.admin, threadDocument, { id: idOf(aged, n) });

const liveOne = ({ live }: AgedCore, n: number) => {
  const one = live[n % live.length];
  if (!one) throw new Error('there is no live session');
  return one;
};

const sendAsVisitor: Deed = (aged, n) => {
  const { visitorId, sessionId } = liveOne(aged, n);
  const actor = { kind: 'visitor', visitorId, deviceId: randomUUID(), siteId: aged.siteId } as const;
  return sendMessage(aged.core, actor, {
    sessionId,
    clientId: randomUUID(),
    text: '医生，请问明天上午还有号吗？',
  });
};
const sendAsAgent: Deed = (aged, n) =>
  sendMessage(aged.core, aged.agents.lin, {
    sessionId: liveOne(aged, n).sessionId,
    clientId: randomUUID(),
    text: '有的，您几点方便？',
  });
const together = 32;
const sendTogether: Deed = (aged, n) =>
  Promise.all(Array.from({ length: together }, (_, one) => sendAsVisitor(aged, n * together + one)));

/** By what is printed of them. */
export const deeds: Record<string, Deed> = {
  'a visitor sends': sendAsVisitor,
  'an agent sends': sendAsAgent,
  [`${together} visitors send at once`]: sendTogether,
  'thread, newest page, live': thread((aged, n) => liveOne(aged, n).sessionId),
  'thread, newest page, oldest session': thread(({ oldSessionId }) => oldSessionId),
  'live sessions, first page': firstPage('lin', null),
  'live sessions, deep page': deepPage('lin', null),
  'live sessions, first page, all agents': firstPage('admin', null),
  'talked today, first page': firstPage('lin', 'TALKED'),
  'talked today, deep page': deepPage('lin', 'TALKED'),
  'left, first page': firstPage('lin', 'LEFT'),
  'left, deep page': deepPage('lin', 'LEFT'),
  'left, first page, all agents': firstPage('admin', 'LEFT'),
  'left, deep page, all agents': deepPage('admin', 'LEFT'),
  'blocked, first page': firstPage('admin', 'BLOCKED'),
  'counts of the lists': (aged) => executeAs(aged.core, aged.agents.lin, countsDocument),
  'counts of the lists, all agents': (aged) => executeAs(aged.core, aged.agents.admin, countsDocument),
};
