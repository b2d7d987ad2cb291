import { describe, expect, it } from 'vitest';
import { ConnectionLostError, OperationError } from '../../widget/src/core/graphqlAnswer.ts';
import type { SessionEventsSubscription } from '../../widget/src/gql/generated.ts';
import type { Message, SessionEvent } from '../../widget/src/message/threadState.svelte.ts';
import { SessionState, type SocketHandlers } from '../../widget/src/session/sessionState.svelte.ts';
import {
  buildMessage,
  buildPage,
  buildSession,
  buildStore,
  messageSent,
  sessionChanged,
  settle,
} from './buildThread.ts';

const notFound = new OperationError([{ message: 'no', extensions: { code: 'NOT_FOUND' } }]);

/** A site and its server, with one visitor's session after the other. */
function buildSite(store = buildStore()) {
  const site = {
    store,
    /** How the next entries end; a session's id, or the name of an error. */
    entries: ['s1'] as (string | Error)[],
    history: [] as Message[],
    visitorSecret: 'secret-1',
    secretsGiven: [] as (string | null)[],
    followed: [] as { sessionId: string; after: number }[],
    executed: [] as { input?: { sessionId?: string; seq?: number; text?: string } }[],
    endedIds: new Set<string>(),
    isUp: true,
    handlers: undefined as SocketHandlers | undefined,
    emit: (_: SessionEvent): void => undefined,
    end: (_?: OperationError | ConnectionLostError): void => undefined,
    async open() {
      site.handlers?.onState('open');
      await settle();
    },
    async drop() {
      site.end(new ConnectionLostError());
      site.handlers?.onState('waiting');
      await settle();
    },
  };
  const post = (_: unknown, variables: unknown) => {
    const { input } = variables as { input: { visitorSecret: string | null } };
    site.secretsGiven.push(input.visitorSecret);
    const entry = site.entries.length > 1 ? site.entries.shift() : site.entries[0];
    if (entry instanceof Error) return Promise.reject(entry);
    if (entry?.endsWith('Error')) return Promise.resolve({ enterSite: { __typename: entry } } as never);
    const session = { ...buildSession({ id: entry }), messages: buildPage(site.history) };
    const look = { name: '渡口门诊', greeting: '您好', accentColor: '#0f766e' };
    const { visitorSecret } = site;
    return Promise.resolve({
      enterSite: { __typename: 'SiteEntry', visitorSecret, site: look, session },
    } as never);
  };
  const execute = (_: unknown, variables: unknown) => {
    const { input } = variables as { input?: { sessionId: string; text?: string; clientId: string } };
    site.executed.push(variables as (typeof site.executed)[number]);
    if (!site.isUp) return Promise.reject(new ConnectionLostError());
    if (!input) return Promise.resolve({ limits: { messageMaxLength: 9, typingTimeoutMs: 6 } } as never);
    if (input.text === undefined) return Promise.resolve({} as never);
    if (site.endedIds.has(input.sessionId)) {
      return Promise.resolve({ sendMessage: { __typename: 'SessionEndedError' } } as never);
    }
    const { text, clientId } = input;
    const message = buildMessage(90 + site.executed.length, { author: 'VISITOR', text, clientId });
    return Promise.resolve({ sendMessage: message } as never);
  };
  const state = new SessionState(
    {
      siteKey: 'demo',
      store,
      page: () => Promise.resolve({ url: 'https://clinic.example/', title: '', referrer: '' }),
      post,
      inTurn: (work) => work(),
      wait: () => Promise.resolve(),
    },
    (handlers) => {
      site.handlers = handlers;
      return {
        connect: () => undefined,
        close: () => undefined,
        operations: {
          execute,
          subscribe: (_, variables, onResult, onEnd) => {
            site.followed.push(variables as (typeof site.followed)[number]);
            site.emit = (event) =>
              onResult({
                __typename: 'Subscription',
                sessionEvents: event,
              } as SessionEventsSubscription as never);
            site.end = onEnd;
            return () => undefined;
          },
        },
      };
    },
  );
  return { site, state };
}

async function buildEntered(...seqs: number[]) {
  const built = buildSite();
  built.site.history = seqs.map((seq) => buildMessage(seq));
  await built.state.enter();
  await built.site.open();
  return built;
}

const sentTexts = (site: ReturnType<typeof buildSite>['site']) =>
  site.executed.flatMap(({ input }) => (input?.text ? [`${input.sessionId}: ${input.text}`] : []));

describe('a visitor', () => {
  it('enters, and follows the session from where its messages were fetched', async () => {
    const { site, state } = await buildEntered(4, 5);
    expect(site.followed).toEqual([{ sessionId: 's1', after: 5 }]);
    expect(site.handlers?.connectionParams()).toEqual({ authorization: 'Visitor secret-1' });
    expect(state.limits?.messageMaxLength).toBe(9);
  });

  it('is known again at the next page', async () => {
    const { site } = await buildEntered();
    const next = buildSite(site.store);
    await next.state.enter();
    expect([...site.secretsGiven, ...next.site.secretsGiven]).toEqual([null, 'secret-1']);
  });

  it('who cannot reach the server goes on trying', async () => {
    const { site, state } = buildSite();
    site.entries = [new ConnectionLostError(), new OperationError([]), 's1'];
    expect(await state.enter()).toBe('s1');
  });

  it.each(['UnknownSiteError', 'OriginNotAllowedError'])('is told why when it is %s', async (name) => {
    const { site, state } = buildSite();
    site.entries = [name];
    await expect(state.enter()).rejects.toThrow(name);
    expect(state.refusal).toBe(name);
  });

  it('misses nothing when the connection comes back', async () => {
    const { site } = await buildEntered(1);
    site.emit(messageSent(buildMessage(2)));
    await site.drop();
    await site.open();
    expect(site.followed.at(-1)).toEqual({ sessionId: 's1', after: 2 });
  });

  it('sends what was written without a connection, in order, once there is one', async () => {
    const { site, state } = await buildEntered();
    site.isUp = false;
    await site.drop();
    state.outbox.add('one');
    state.outbox.add('two');
    await settle();
    expect(state.outbox.entries).toHaveLength(2);
    site.isUp = true;
    site.executed = [];
    await site.open();
    expect(sentTexts(site)).toEqual(['s1: one', 's1: two']);
    expect(state.outbox.entries).toEqual([]);
    expect(state.thread.messages.map((message) => message.text)).toEqual(['one', 'two']);
  });

  it('sees a message that arrived although its answer was lost once', async () => {
    const { site, state } = await buildEntered();
    site.isUp = false;
    state.outbox.add('one');
    await settle();
    const clientId = state.outbox.entries[0]?.clientId ?? '';
    site.emit(messageSent(buildMessage(1, { author: 'VISITOR', clientId })));
    expect(state.outbox.entries).toEqual([]);
    expect(state.thread.messages).toHaveLength(1);
  });

  it('opens a new session with the next word after the end', async () => {
    const { site, state } = await buildEntered(1);
    site.entries = ['s2'];
    site.history = [];
    site.emit(sessionChanged({ id: 's1', version: 2, isLive: false }));
    site.end();
    await settle();
    expect(site.secretsGiven).toHaveLength(1);
    state.outbox.add('again');
    await settle();
    expect(sentTexts(site)).toEqual(['s2: again']);
    expect(site.followed.at(-1)).toEqual({ sessionId: 's2', after: 0 });
    expect(state.thread.pastMessages).toHaveLength(1);
  });

  it('who did not notice the end is not lost either', async () => {
    const { site, state } = await buildEntered();
    site.endedIds.add('s1');
    site.entries = ['s2'];
    state.outbox.add('one');
    state.outbox.add('two');
    await settle();
    expect(sentTexts(site)).toEqual(['s1: one', 's2: one', 's2: two']);
    expect(state.outbox.entries).toEqual([]);
  });

  it('says good day again when the server does not know the session', async () => {
    const { site } = await buildEntered();
    site.entries = ['s2'];
    site.end(notFound);
    await settle();
    expect(site.followed.at(-1)).toEqual({ sessionId: 's2', after: 0 });
  });

  it('tells how far it read again when the connection took the word along', async () => {
    const { site, state } = await buildEntered(1, 2);
    await site.drop();
    site.isUp = false;
    state.markRead();
    await settle();
    site.isUp = true;
    site.executed = [];
    await site.open();
    expect(site.executed).toContainEqual({ input: { sessionId: 's1', seq: 2 } });
  });
});
