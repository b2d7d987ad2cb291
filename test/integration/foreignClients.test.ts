import { ApolloClient, type ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { GraphQLClient } from 'graphql-request';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Server, startServer } from '../support/server.ts';
import { eventsIn, openCurl } from './curlStream.ts';
import { ServedDocs } from './servedDocs.ts';

// Whoever wrote this had the served documentation and clients that are not ours.
let server: Server;
let docs: ServedDocs;
let agent: string;
beforeAll(async () => {
  server = await startServer();
  docs = new ServedDocs(server.url);
  agent = `Bearer ${await tokenOf('lin')}`;
});
afterAll(() => server.dispose());

/** A token for a short while, as the guide Tokens has it. */
async function tokenOf(login: string): Promise<string> {
  const query = `mutation { signIn(input: {login: "${login}", password: "dukou-demo"}) { __typename } }`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(await docs.address('http'), {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return /dukou_sign_in=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
}

const clientOf = async (authorization?: string) =>
  new GraphQLClient(await docs.address('http'), { headers: authorization ? { authorization } : {} });

interface Entry {
  enterSite: { __typename: string; visitorSecret: string; session: { id: string; reach: string } };
}

/** A visitor of the demo page, and what they say and get to know by graphql-request. */
async function newVisitor() {
  const anonymous = await clientOf();
  const { enterSite } = await anonymous.request<Entry>(await docs.operation('first-steps', 'EnterSite'), {
    input: { siteKey: 'demo', pageUrl: `${server.url}/demo` },
  });
  expect(enterSite.__typename).toBe('SiteEntry');
  const sessionId = enterSite.session.id;
  const visitor = await clientOf(`Visitor ${enterSite.visitorSecret}`);
  return { sessionId, visitor, say: await sayer(visitor, sessionId) };
}

async function sayer(client: GraphQLClient, sessionId: string) {
  const send = await docs.operation('first-steps', 'Send');
  return async (text: string, clientId: string = crypto.randomUUID()) => {
    const { sendMessage } = await client.request<{
      sendMessage: { __typename: string; seq: number; code?: string };
    }>(send, { input: { sessionId, clientId, text } });
    return sendMessage;
  };
}

test('graphql-request: a visitor comes, both sides talk, the agent tags and reads how far the visitor has come', async () => {
  const { sessionId, say } = await newVisitor();
  const lin = await clientOf(agent);
  const answer = await sayer(lin, sessionId);
  expect(await say('您好，我想预约', 'first')).toMatchObject({ __typename: 'Message', seq: 1 });
  expect(await say('您好，我想预约', 'first')).toMatchObject({ __typename: 'Message', seq: 1 });
  expect(await answer('好的，您哪天方便？')).toMatchObject({ seq: 2 });

  const talk = await lin.request<{
    session: { messages: { edges: { node: { seq: number; author: string } }[] } };
  }>(await docs.operation('first-steps', 'Talk'), { id: sessionId });
  expect(talk.session.messages.edges.map(({ node }) => `${node.seq} ${node.author}`)).toEqual([
    '1 VISITOR',
    '2 AGENT',
  ]);

  const { tags } = await lin.request<{ tags: { id: string; name: string }[] }>('{ tags { id name } }');
  const tagId = tags.find(({ name }) => name === '预约')?.id;
  const { tagVisitor } = await lin.request<{
    tagVisitor: { tags: { name: string }[]; progress: { stage: string; reachedAt: string | null }[] };
  }>(await docs.operation('first-steps', 'Tag'), { input: { sessionId, tagId } });
  expect(tagVisitor.tags).toContainEqual({ name: '预约' });
  const reached = tagVisitor.progress.filter(({ reachedAt }) => reachedAt).map(({ stage }) => stage);
  expect(reached).toEqual(expect.arrayContaining(['FIRST_WORD', 'APPOINTMENT']));
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

  const sayNothing = await sayer(await clientOf(), sessionId);
  expect(await sayNothing('谁？')).toMatchObject({ __typename: 'NotSignedInError', code: 'NOT_SIGNED_IN' });
  expect(await say('')).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' });
  await expect(visitor.request('{ sites { name } }')).rejects.toMatchObject({
    response: { errors: [{ extensions: { code: 'NOT_ALLOWED' } }] },
  });
});

interface SessionEvent {
  __typename: string;
  message?: { seq: number; text: string };
}

/** What Apollo asks of whoever uses unions, as the guide says. */
const possibleTypes = {
  SessionEvent: ['MessageSent', 'SessionChanged', 'TypingSignalled', 'VisitorChanged'],
};

test('Apollo Client follows over WebSocket, and goes on after a pause where it stopped', async () => {
  const { sessionId, say } = await newVisitor();
  const [address, query] = [await docs.address('ws'), gql(await docs.operation('resuming', 'Resume'))];
  const heard: string[] = [];
  let last = 0;
  const follow = () => {
    const connectionParams = { authorization: agent };
    const socket = createClient({ url: address, webSocketImpl: WebSocket, connectionParams });
    const link: ApolloLink = new GraphQLWsLink(socket);
    const apollo = new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) });
    const subscription = apollo
      .subscribe<{ sessionEvents: SessionEvent }>({ query, variables: { sessionId, after: last } })
      .subscribe(({ data, error }) => {
        if (error) heard.push(error.message);
        const message = data?.sessionEvents.message;
        if (!message) return;
        heard.push(message.text);
        last = message.seq;
      });
    return async () => {
      subscription.unsubscribe();
      apollo.stop();
      await socket.dispose();
    };
  };
  await say('before');
  const stop = follow();
  await vi.waitFor(() => expect(heard).toEqual(['before']), 5_000);
  await say('live');
  await vi.waitFor(() => expect(heard).toEqual(['before', 'live']), 5_000);
  await stop();
  await say('while away');
  await say('and again');
  const stopAgain = follow();
  await say('back');
  const all = ['before', 'live', 'while away', 'and again', 'back'];
  await vi.waitFor(() => expect(heard).toEqual(all), 5_000);
  await stopAgain();
});

test('curl follows over SSE, and goes on after a pause where it stopped', async () => {
  const { sessionId, say } = await newVisitor();
  const [address, query] = [await docs.address('http'), await docs.operation('subscriptions', 'Follow')];
  const heard: string[] = [];
  const follow = (after: number) => openCurl(address, agent, { query, variables: { sessionId, after } });
  const messagesOf = (stream: { text: string; close(): Promise<void> }) =>
    eventsIn<{ data: { sessionEvents: SessionEvent } }>(stream).flatMap(
      ({ data }) => data.sessionEvents.message ?? [],
    );
  const first = await follow(0);
  await say('one');
  await vi.waitFor(() => expect(messagesOf(first)).toHaveLength(1), 5_000);
  await first.close();
  await say('two');
  heard.push(...messagesOf(first).map(({ text }) => text));
  const second = await follow(messagesOf(first).at(-1)?.seq ?? 0);
  await say('three');
  await vi.waitFor(() => expect(messagesOf(second)).toHaveLength(2), 5_000);
  await second.close();
  heard.push(...messagesOf(second).map(({ text }) => text));
  expect(heard).toEqual(['one', 'two', 'three']);
});
