import { ConnectionLostError, type OperationError } from '../../widget/src/core/graphqlAnswer.ts';
import type { SessionEventsSubscription } from '../../widget/src/gql/generated.ts';
import type { Message, SessionEvent } from '../../widget/src/message/threadState.svelte.ts';
import type { SocketHandlers } from '../../widget/src/session/sessionSocket.ts';
import { SessionState } from '../../widget/src/session/sessionState.svelte.ts';
import { buildMessage, buildPage, buildSession, buildStore, settle } from './buildThread.ts';

/** A site and its server, with one visitor's session after the other. */
export function buildSite(store = buildStore()) {
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
    /** What the sessions hold, each message once. */
    stored: [] as (Message & { sessionId: string })[],
    isUp: true,
    /** What it does is done, but nobody hears of it. */
    losesAnswers: false,
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
    const look = {
      name: '渡口门诊',
      greeting: '您好',
      accentColor: '#0f766e',
      side: 'RIGHT',
      launcherText: '',
    };
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
    const answer = storeMessage(input.sessionId, input.clientId, input.text);
    if (site.losesAnswers) return Promise.reject(new ConnectionLostError());
    return Promise.resolve({ sendMessage: answer } as never);
  };
  const storeMessage = (sessionId: string, clientId: string, text: string) => {
    const known = site.stored.find((one) => one.clientId === clientId && one.sessionId === sessionId);
    if (known) return known;
    if (site.endedIds.has(sessionId)) return { __typename: 'SessionEndedError' };
    const message = buildMessage(90 + site.executed.length, { author: 'VISITOR', text, clientId });
    site.stored.push({ ...message, sessionId });
    return message;
  };
  const state = new SessionState(
    {
      siteKey: 'demo',
      loaderVersion: '2',
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

/** A visitor who is there, in a session with these messages. */
export async function buildEntered(...seqs: number[]) {
  const built = buildSite();
  built.site.history = seqs.map((seq) => buildMessage(seq));
  await built.state.enter();
  await built.site.open();
  return built;
}

/** What was sent where, also in vain: `s1: hello`. */
export const sentTexts = (site: ReturnType<typeof buildSite>['site']) =>
  site.executed.flatMap(({ input }) => (input?.text ? [`${input.sessionId}: ${input.text}`] : []));

/** What the sessions hold: `s1: hello`. */
export const storedTexts = (site: ReturnType<typeof buildSite>['site']) =>
  site.stored.map(({ sessionId, text }) => `${sessionId}: ${text}`);
