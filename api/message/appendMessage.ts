import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { AttachmentKind } from '../../prisma/generated/client/enums.ts';
import { rowOf } from '../core/rowAsJson.ts';
import type { SentText } from '../suggestion/sentText.ts';
import { appendMany, appendOne, columns, type ColumnName } from './appendStatement.ts';
import { previewOf } from './messageRules.ts';

/** A message before it has its number; whether it is withheld is the session's to say. */
export interface NewMessage extends Omit<Message, 'seq' | 'isWithheld' | 'recalledAt' | 'mentionedAgentIds'> {
  /** Of what it brings beside its text; null when nothing. */
  attachmentKind: AttachmentKind | null;
  /** When the scripts are asked next, as far as this message decides it; null when they need not be. */
  scriptDueAt: Date | null;
  /** Whom an internal note calls. */
  mentionedAgentIds?: string[];
  /** What is to be suggested to the agent when they begin to type it again. */
  sentText?: SentText | undefined;
  /** Appended only while the session is of this version: what was decided for it holds for no other. */
  ifVersion?: number | undefined;
}

/** What a message is beside its author and text, unless more is said. */
export const plainMessage = {
  agentId: null,
  agentName: null,
  authorName: null,
  notice: null,
  about: null,
  isInternal: false,
  maskedText: null,
  attachmentId: null,
  attachmentKind: null,
  scriptKind: null,
  scriptId: null,
  scriptDueAt: null,
} as const;

/** Runs one statement: on the connection of a transaction, or on a free one. */
export type RunStatement = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** How the statement answers. */
interface Written {
  session: string;
}

/** What became of a message. */
export interface Appended {
  message: Message;
  /** As it is now. */
  session: Session;
}

/**
 * Appends a message to a live session.
 * @returns undefined when the session has ended, is of another version than asked for, or has a message with this clientId.
 */
export async function appendMessage(run: RunStatement, message: NewMessage): Promise<Appended | undefined> {
  const row = parametersOf(message);
  const [written] = await run<Written>(
    appendOne,
    columns.map(([name]) => row[name]),
  );
  return written && appended(message, rowOf<Session>(written.session));
}

/**
 * Appends messages to as many sessions at once, each as `appendMessage` does; but for sessions that are locked, whose
 * messages are left out as well.
 * @returns what became of each of those that were appended, by its session
 * @throws the driver's error when one of them broke a rule; then none was appended
 */
export async function appendMessages(
  run: RunStatement,
  messages: readonly NewMessage[],
): Promise<ReadonlyMap<string, Appended>> {
  const written = await run<Written>(appendMany, [JSON.stringify(messages.map(parametersOf))]);
  const sessions = written.map(({ session }) => rowOf<Session>(session));
  const byId = new Map(sessions.map((session) => [session.id, session]));
  return new Map(
    messages.flatMap((message) => {
      const session = byId.get(message.sessionId);
      return session ? [[message.sessionId, appended(message, session)]] : [];
    }),
  );
}

/** A message as the statement takes it. */
function parametersOf({
  sentText,
  ifVersion,
  mentionedAgentIds = [],
  ...message
}: NewMessage): Record<ColumnName, unknown> {
  return {
    ...message,
    mentionedAgentIds,
    preview: previewOf(message.text),
    maskedPreview: message.maskedText === null ? null : previewOf(message.maskedText),
    sentTextHash: sentText?.hash ?? null,
    sentText: sentText?.text ?? null,
    ifVersion: ifVersion ?? null,
  };
}

function appended(
  {
    attachmentKind: _a,
    scriptDueAt: _d,
    sentText: _t,
    ifVersion: _v,
    mentionedAgentIds = [],
    ...message
  }: NewMessage,
  session: Session,
): Appended {
  const isWithheld = message.author === 'VISITOR' && session.doNotDisturbSince !== null;
  return {
    message: { ...message, seq: session.lastSeq, isWithheld, mentionedAgentIds, recalledAt: null },
    session,
  };
}
