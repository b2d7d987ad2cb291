import type { TextStore } from '../../widget/src/core/deviceStorage.ts';
import type {
  Message,
  MessagePage,
  Session,
  SessionEvent,
} from '../../widget/src/message/threadState.svelte.ts';

export function buildSession(change: Partial<Session> = {}): Session {
  return {
    __typename: 'Session',
    id: 'session-1',
    version: 1,
    isLive: true,
    agentReadSeq: 0,
    visitorReadSeq: 0,
    reach: 'ANSWERED',
    queuePosition: null,
    viewerCanRate: false,
    ...change,
  };
}

/** An agent's message, if nothing else is said. */
export function buildMessage(seq: number, change: Partial<Message> = {}): Message {
  const author = change.author ?? 'AGENT';
  return {
    __typename: 'Message',
    id: `message-${change.author ?? ''}-${seq}`,
    seq,
    clientId: `client-${seq}`,
    author,
    authorName: author === 'AGENT' ? '林晓' : null,
    notice: null,
    about: null,
    scriptKind: null,
    recalledAt: null,
    text: `text ${seq}`,
    attachment: null,
    createdAt: new Date(Date.UTC(2026, 4, 1, 8, seq)).toISOString(),
    ...change,
  };
}

export function buildPage(messages: Message[], startCursor: string | null = null): MessagePage {
  return {
    __typename: 'SessionMessagesConnection',
    edges: messages.map((node) => ({ __typename: 'SessionMessagesConnectionEdge', node })),
    pageInfo: { __typename: 'PageInfo', hasPreviousPage: startCursor !== null, startCursor },
  };
}

export function messageSent(message: Message): SessionEvent {
  return { __typename: 'MessageSent', message };
}

export function sessionChanged(change: Partial<Session>): SessionEvent {
  return { __typename: 'SessionChanged', session: buildSession(change) };
}

export function typingSignalled(isTyping: boolean): SessionEvent {
  return { __typename: 'TypingSignalled', author: 'AGENT', authorName: '林晓', isTyping };
}

/** Storage that outlives the states which use it, as a browser's does. */
export function buildStore(): TextStore {
  const texts = new Map<string, string>();
  return {
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => void (text === null ? texts.delete(key) : texts.set(key, text)),
    keys: () => [...texts.keys()],
  };
}

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}
