import { NotFoundError } from '../../api/core/errors.ts';
import { TooLateToRecallError } from '../../api/message/messageErrors.ts';
import { recallMessage } from '../../api/message/recallMessage.ts';
import { writeNote } from '../../api/message/writeNote.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { builder } from '../builder.ts';
import { MessageType } from './messageType.ts';

const WriteNoteInput = builder.inputType('WriteNoteInput', {
  description: 'What is noted where, and for whom.',
  fields: (t) => ({
    sessionId: t.id({ description: 'The live session in which it stands.' }),
    clientId: t.string({
      description:
        'Chosen by the writer, 1 to 64 characters, another for each note: writing again with the same one returns the first result.',
    }),
    text: t.string({
      description: 'At most `Limits.messageMaxLength`; at least one visible character.',
    }),
    mentionedAgentIds: t.idList({
      required: false,
      description:
        'Whom it calls, of `Session.mentionableAgents`; at most `Limits.mentionsPerNote`. They are told of it.',
    }),
  }),
});

const RecallMessageInput = builder.inputType('RecallMessageInput', {
  description: 'Which message to take back.',
  fields: (t) => ({
    sessionId: t.id({ description: 'The session in which it stands.' }),
    seq: t.int({ description: 'Its number there.' }),
  }),
});

builder.mutationFields((t) => ({
  writeNote: t.field({
    type: MessageType,
    description:
      'Writes an internal note into a session: agents who see the session read it, the visitor never does. It answers nothing. Trying again is safe.',
    authScopes: { agent: true },
    args: { input: t.arg({ type: WriteNoteInput, description: 'What is noted where.' }) },
    errors: { types: [NotFoundError, SessionEndedError] },
    resolve: (_root, { input }, { core, actor }) => writeNote(core, actor, input),
  }),
  recallMessage: t.field({
    type: MessageType,
    description:
      'Takes back an own message or note within `Limits.recallMs`: nothing of it is kept but that there was one, which both sides see.',
    authScopes: { agent: true },
    args: { input: t.arg({ type: RecallMessageInput, description: 'Which message.' }) },
    errors: { types: [NotFoundError, TooLateToRecallError] },
    resolve: (_root, { input }, { core, actor }) => recallMessage(core, actor, input),
  }),
}));
