import { GraphQLClient } from 'graphql-request';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { followByApollo } from './apolloStream.ts';
import { eventsIn, openCurl } from './curlStream.ts';
import { ServedDocs } from './servedDocs.ts';

// Whoever wrote this had the served documentation, clients that are not ours, and a token that an admin has made.
let server: Server;
let docs: ServedDocs;
let token: string;
beforeAll(async () => {
  server = await startServer();
  docs = new ServedDocs(server.url);
  token = `Bearer ${await tokenByAdmin()}`;
});
afterAll(() => server.dispose());

const scopes = ['SEE_ALL_SESSIONS', 'EDIT_VISITORS', 'WRITE_AS_VISITOR', 'SEE_REPORTS'];

/** An API token that an admin makes for a program, as the guide Tokens has it. */
async function tokenByAdmin(): Promise<string> {
  const query = 'mutation { signIn(input: {login: "admin", password: "dukou-demo"}) { __typename } }';
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(await docs.address('http'), {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  const signIn = /dukou_sign_in=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const admin = await clientOf(`Bearer ${signIn}`);
  const { createApiToken } = await admin.request<{ createApiToken: { secret: string } }>(
    await docs.operation('tokens', 'MakeToken'),
    { input: { name: 'CRM', scopes } },
  );
  return createApiToken.secret;
}

const clientOf = async (authorization?: string) =>
  new GraphQLClient(await docs.address('http'), { headers: authorization ? { authorization } : {} });

/** Asks what a guide shows. */
async function ask<T>(client: GraphQLClient, guide: string, name: string, variables: object = {}) {
  return client.request<T>(await docs.operation(guide, name), variables);
}

interface Entry {
  enterSite: { __typename: string; visitorSecret: string; session: { id: string; reach: string } };
}

/** A visitor of the demo page, and what they say and get to know by graphql-request. */
async function newVisitor() {
  const input = { siteKey: 'demo', pageUrl: `${server.url}/demo` };
  const { enterSite } = await ask<Entry>(await clientOf(), 'first-steps', 'EnterSite', { input });
  expect(enterSite.__typename).toBe('SiteEntry');
  const sessionId = enterSite.session.id;
  const visitor = await clientOf(`Visitor ${enterSite.visitorSecret}`);
  return { sessionId, visitor, say: sayer(visitor, sessionId) };
}

function sayer(client: GraphQLClient, sessionId: string) {
  return async (text: string, clientId: string = crypto.randomUUID()) => {
    const input = { sessionId, clientId, text };
    const { sendMessage } = await ask<{
      sendMessage: { __typename: string; seq: number; code?: string };
    }>(client, 'first-steps', 'Send', { input });
    return sendMessage;
  };
}

/** A visitor who comes through the program: made, their session opened, and what they write sent for them. */
async function broughtVisitor(program: GraphQLClient, externalId: string = crypto.randomUUID()) {
  const { sites } = await ask<{ sites: { id: string; name: string }[] }>(program, 'embedding', 'Sites');
  const siteId = sites.find(({ name }) => name === '渡口门诊')?.id;
  const { createVisitor } = await ask<{ createVisitor: { __typename: string; id: string } }>(
    program,
    'embedding',
    'MakeVisitor',
    { input: { siteId, externalId, nickname: '王女士' } },
  );
  expect(createVisitor.__typename).toBe('Visitor');
  const { openVisitorSession } = await ask<{ openVisitorSession: { __typename: string; id: string } }>(
    program,
    'embedding',
    'OpenTalk',
    { input: { visitorId: createVisitor.id } },
  );
  expect(openVisitorSession.__typename).toBe('Session');
  const sessionId = openVisitorSession.id;
  const write = async (text: string, clientId: string = crypto.randomUUID()) => {
    const { sendMessageAsVisitor } = await ask<{
      sendMessageAsVisitor: { __typename: string; seq: number };
    }>(program, 'embedding', 'WriteAsVisitor', { input: { sessionId, clientId, text } });
    return sendMessageAsVisitor;
  };
  return { visitorId: createVisitor.id, sessionId, write };
}

/** Gives a visitor the tag that means an appointment. */
async function tagAppointment(program: GraphQLClient, sessionId: string) {
  const { tags } = await ask<{ tags: { id: string; name: string }[] }>(program, 'first-steps', 'Tags');
  const tagId = tags.find(({ name }) => name === '预约')?.id;
  const { tagVisitor } = await ask<{
    tagVisitor: { tags: { name: string }[]; progress: { stage: string; reachedAt: string | null }[] };
  }>(program, 'first-steps', 'Tag', { input: { sessionId, tagId } });
  return tagVisitor;
}

/** How many visitors of today have come how far. */
async function funnel(program: GraphQLClient): Promise<Record<string, number>> {
  const [from, to] = [-1, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  const { visitorFunnel } = await ask<{ visitorFunnel: { stage: string; visitorsCount: number }[] }>(
    program,
    'first-steps',
    'Funnel',
    { from, to },
  );
  return Object.fromEntries(visitorFunnel.map(({ stage, visitorsCount }) => [stage, visitorsCount]));
}

test('graphql-request: a program brings a visitor, both sides talk, it tags and reads how far visitors have come', async () => {
  const program = await clientOf(token);
  const before = await funnel(program);
  const { visitorId, sessionId, write } = await broughtVisitor(program, 'customer-7');
  expect(await broughtVisitor(program, 'customer-7')).toMatchObject({ visitorId, sessionId });
  const answer = sayer(program, sessionId);
  expect(await write('您好，我想预约', 'first')).toMatchObject({ __typename: 'Message', seq: 1 });
  expect(await write('您好，我想预约', 'first')).toMatchObject({ __typename: 'Message', seq: 1 });
  expect(await answer('好的，您哪天方便？')).toMatchObject({ seq: 2 });

  const talk = await ask<{
    session: { messages: { edges: { node: { seq: number; author: string } }[] } };
  }>(program, 'first-steps', 'Talk', { id: sessionId });
  expect(talk.session.messages.edges.map(({ node }) => `${node.seq} ${node.author}`)).toEqual([
    '1 VISITOR',
    '2 AGENT',
  ]);

  const { tags, progress } = await tagAppointment(program, sessionId);
  expect(tags).toContainEqual({ name: '预约' });
  const reached = progress.filter(({ reachedAt }) => reachedAt).map(({ stage }) => stage);
  expect(reached).toEqual(expect.arrayContaining(['FIRST_WORD', 'APPOINTMENT']));
  const after = await funnel(program);
  for (const stage of reached) expect(after[stage], stage).toBe((before[stage] ?? 0) + 1);
});

interface OlderMessages {
  session: {
    messages: {
      edges: { node: { text: string } }[];
      pageInfo: { hasPreviousPage: boolean; startCursor: string | null };
    };
  };
}

test('graphql-request: a list is read page by page to its end, and errors are what the guide says', async () => {
  const { sessionId, visitor, say } = await newVisitor();
  for (const text of ['一', '二', '三']) await say(text);
  const olderMessages = (await docs.operation('paging', 'OlderMessages')).replace('last: 50', 'last: 2');
  const texts: string[] = [];
  for (let before: string | null = null, isMore = true; isMore;) {
    const { session }: OlderMessages = await visitor.request(olderMessages, { id: sessionId, before });
    texts.unshift(...session.messages.edges.map(({ node }) => node.text));
    ({ hasPreviousPage: isMore, startCursor: before } = session.messages.pageInfo);
  }
  expect(texts).toEqual(['一', '二', '三']);

  const sayNothing = sayer(await clientOf(), sessionId);
  expect(await sayNothing('谁？')).toMatchObject({ __typename: 'NotSignedInError', code: 'NOT_SIGNED_IN' });
  expect(await say('')).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' });
  for (const client of [visitor, await clientOf(token)]) {
    await expect(client.request('{ auditEntries { edges { node { action } } } }')).rejects.toMatchObject({
      response: { errors: [{ extensions: { code: 'NOT_ALLOWED' } }] },
    });
  }
});

interface SessionEvent {
  sessionEvents: { __typename: string; message?: { seq: number; text: string } };
}

interface LoggedEvent {
  id: string;
  cursor: string;
  type: string;
}

/** Follows an operation of a guide until it is stopped, whose events so far `heard` gives. */
interface Follow {
  <T>(query: string, variables: object): Promise<{ heard: () => T[]; stop: () => Promise<void> }>;
}

const byApollo: Follow = async <T>(query: string, variables: object) =>
  followByApollo<T>(await docs.address('ws'), token, query, variables);

const byCurl: Follow = async <T>(query: string, variables: object) => {
  const stream = await openCurl(await docs.address('http'), token, { query, variables });
  return {
    heard: () => eventsIn<{ data: T }>(stream).map(({ data }) => data),
    stop: () => stream.close(),
  };
};

const transports: [name: string, follow: Follow][] = [
  ['Apollo Client over WebSocket', byApollo],
  ['curl over SSE', byCurl],
];

test.each(transports)(
  '%s follows a session, and goes on after a pause where it stopped',
  async (_name, by) => {
    const { sessionId, say } = await newVisitor();
    const resume = await docs.operation('resuming', 'Resume');
    const follow = async (after: number) => {
      const { heard, stop } = await by<SessionEvent>(resume, { sessionId, after });
      return { messages: () => heard().flatMap(({ sessionEvents }) => sessionEvents.message ?? []), stop };
    };
    await say('before');
    const first = await follow(0);
    await vi.waitFor(() => expect(first.messages()).toHaveLength(1), 5_000);
    await say('live');
    await vi.waitFor(() => expect(first.messages()).toHaveLength(2), 5_000);
    await first.stop();
    await say('while away');
    await say('and again');
    const second = await follow(first.messages().at(-1)?.seq ?? 0);
    await say('back');
    await vi.waitFor(() => expect(second.messages()).toHaveLength(3), 5_000);
    await second.stop();
    const all = [...first.messages(), ...second.messages()].map(({ text }) => text);
    expect(all).toEqual(['before', 'live', 'while away', 'and again', 'back']);
  },
);

/** Everything after a cursor, asked page by page; the end is the cursor to go on from. */
async function caughtUp(program: GraphQLClient, after: string | null) {
  const catchUp = (await docs.operation('resuming', 'CatchUp')).replace('first: 100', 'first: 3');
  const events: Omit<LoggedEvent, 'cursor'>[] = [];
  for (let hasMore = true; hasMore;) {
    const answer: {
      events: { events: Omit<LoggedEvent, 'cursor'>[]; endCursor: string; hasNextPage: boolean };
    } = await program.request(catchUp, { after });
    events.push(...answer.events.events);
    ({ endCursor: after, hasNextPage: hasMore } = answer.events);
  }
  return { events, end: after };
}

test.each(transports)(
  '%s hears of everything: what happened in a pause comes behind the cursor, each once, as the pages have it',
  async (_name, by) => {
    const program = await clientOf(token);
    const { end: start } = await caughtUp(program, null);
    const everything = await docs.operation('resuming', 'FollowEverything');
    const follow = async (after: string | null) => {
      const { heard, stop } = await by<{ events: LoggedEvent }>(everything, { after });
      return { events: () => heard().map(({ events }) => events), stop };
    };
    const first = await follow(start);
    const { sessionId, write } = await broughtVisitor(program);
    await write('您好');
    await vi.waitFor(() => expect(first.events().map(({ type }) => type)).toContain('MESSAGE_SENT'), 5_000);
    await first.stop();
    const known = first.events();

    await write('我的电话是13912345678');
    await tagAppointment(program, sessionId);
    await sayer(program, sessionId)('好的');
    await (await broughtVisitor(program)).write('请问几点上班？');
    const second = await follow(known.at(-1)?.cursor ?? null);
    await write('谢谢');
    const paged = async () => (await caughtUp(program, start)).events.map(({ id, type }) => `${id} ${type}`);
    const followed = () => [...known, ...second.events()].map(({ id, type }) => `${id} ${type}`);
    await vi.waitFor(async () => expect(followed()).toEqual(await paged()), 5_000);
    await second.stop();
    const types = known.concat(second.events()).map(({ type }) => type);
    expect(types.filter((type) => type === 'MESSAGE_SENT')).toHaveLength(5);
    expect(types).toEqual(
      expect.arrayContaining(['SESSION_OPENED', 'VISITOR_TAGGED', 'CONTACT_DETAILS_FOUND']),
    );
    expect(new Set(followed()).size).toBe(followed().length);
  },
);
