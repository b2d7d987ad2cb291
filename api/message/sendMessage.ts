import { z } from 'zod';
import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { isInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, id, requiredText, text } from '../core/input.ts';
import { takeSession } from '../assignment/takeSession.ts';
import { findAttachmentToUse } from '../attachment/attachmentAccess.ts';
import { lookAfterMessage } from '../script/lookRules.ts';
import { getEnabledScripts } from '../script/scriptAccess.ts';
import { nameShownToVisitor } from '../session/nameShownToVisitor.ts';
import { seesAsOwn } from '../session/sessionAccess.ts';
import { canSend } from '../session/sessionRules.ts';
import { limits } from '../setting/limits.ts';
import { sentTextOf } from '../suggestion/sentText.ts';
import { answerRepeated } from './answerRepeated.ts';
import { appendAtOnce } from './appendAtOnce.ts';
import { plainMessage, type NewMessage } from './appendMessage.ts';
import { appendVisitorMessage } from './appendVisitorMessage.ts';
import { authorOf } from './messageRules.ts';
import { writeInTurn } from './rememberTalk.ts';
import { getSessionToWriteIn, type SessionToWriteIn } from './sessionToWriteIn.ts';

const shape = z
  .object({
    sessionId: id,
    clientId: requiredText(64),
    text: text(limits.messageMaxLength),
    attachmentId: id.nullish(),
  })
  .refine((input) => input.attachmentId || input.text.trim() !== '', {
    path: ['text'],
    params: { rule: 'REQUIRED' },
  });

type Said = z.output<typeof shape>;

/**
 * Sends a message into a session: a text, an image or file that the actor may use, or both. Sending again with the same
 * clientId returns the first result, also after the session has ended.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, SessionEndedError
 */
export async function sendMessage(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Message> {
  const said = checkInput(shape, input);
  return writeInTurn(
    core,
    said.sessionId,
    writerOf(actor),
    async (talk) =>
      (talk && (await sendAsRemembered(core, actor, said, talk))) ?? sendAsRead(core, actor, said),
  );
}

function writerOf(actor: Actor): string {
  if (actor.kind === 'anonymous') return '';
  return actor.kind === 'visitor' ? actor.visitorId : actor.agentId;
}

/**
 * Sends a text into an own live session in which somebody has just written, without reading it again.
 * @returns undefined when that cannot be, or the session is another now: then it must be read
 */
async function sendAsRemembered(
  core: Core,
  actor: Actor,
  said: Said,
  talk: SessionToWriteIn,
): Promise<Message | undefined> {
  if (said.attachmentId || talk.session.endedAt || !seesAsOwn(actor, talk.session)) return undefined;
  if (actor.kind === 'visitor' && !talk.readWith) return undefined;
  return append(core, actor, talk, {
    ...(await messageOf(core, actor, talk.session, said)),
    ifVersion: talk.session.version,
  });
}

async function sendAsRead(core: Core, actor: Actor, said: Said): Promise<Message> {
  const { sessionId, clientId, attachmentId } = said;
  const { session: found, readWith } = await getSessionToWriteIn(core, actor, sessionId);
  const attachment = attachmentId ? await findAttachmentToUse(core, actor, attachmentId) : null;
  if (attachment === undefined)
    return answerRepeated(core, actor, found, clientId, new NotFoundError('attachment'));
  // Who answers what nobody has taken has taken it; a program that acts for an agent has not made the agent come.
  const isTaken = isInPerson(actor) && found.ownerId === null && !found.endedAt;
  const session = isTaken ? await takeSession(core, actor, sessionId) : found;
  if (!session.endedAt && !canSend(actor, session))
    throw new NotAllowedError('This is a colleague’s session.');

  const message: NewMessage = {
    ...(await messageOf(core, actor, session, said)),
    ...(attachment && { attachmentId: attachment.id, attachmentKind: attachment.kind }),
  };
  const sent = await append(core, actor, { session, readWith }, message).catch((error: unknown) => {
    // It was swept at this instant.
    if (attachment && breaksForeignKey(error)) throw new NotFoundError('attachment');
    throw error;
  });
  return sent ?? answerRepeated(core, actor, session, clientId);
}

function append(core: Core, actor: Actor, { session, readWith }: SessionToWriteIn, message: NewMessage) {
  const appendAs = actor.kind === 'visitor' ? appendVisitorMessage : appendAtOnce;
  return appendAs(core, session, message, readWith);
}

/** What is said, as a message of the actor's. */
async function messageOf(
  core: Core,
  actor: Actor,
  session: Session,
  { sessionId, clientId, text }: Said,
): Promise<NewMessage> {
  return {
    ...plainMessage,
    sessionId,
    clientId,
    author: authorOf(actor),
    ...(actor.kind === 'agent' && { agentId: actor.agentId, agentName: actor.displayName }),
    authorName: await nameShownToVisitor(core, actor, session),
    text,
    scriptDueAt: await scriptsDueAt(core, session, authorOf(actor), text),
    createdAt: core.clock.now(),
    sentText: isInPerson(actor) ? sentTextOf(text) : undefined,
  };
}

/** It is no script's, but may concern some. */
async function scriptsDueAt(
  core: Core,
  session: Session,
  author: 'VISITOR' | 'AGENT',
  text: string,
): Promise<Date | null> {
  const scripts = await getEnabledScripts(core);
  return lookAfterMessage(scripts, session, author, text, core.clock.now());
}

function breaksForeignKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23503';
}
