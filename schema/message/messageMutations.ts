import { NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { builder } from '../builder.ts';
import { MessageType } from './messageType.ts';

const SendMessageInput = builder.inputType('SendMessageInput', {
  description: 'What is said where.',
  fields: (t) => ({
    sessionId: t.id({ description: 'The session to send into.' }),
    clientId: t.string({
      description:
        'Chosen by the sender, 1 to 64 characters, another for each message: sending again with the same one returns the first result.',
    }),
    text: t.string({
      description:
        'At most `Limits.messageMaxLength`; at least one visible character, unless there is an attachment.',
    }),
    attachmentId: t.id({
      required: false,
      description: 'One that the sender uploaded, or that of a quick reply that they may use.',
    }),
  }),
});

builder.mutationField('sendMessage', (t) =>
  t.field({
    type: MessageType,
    description: 'Sends a message. The answer comes when it is stored; trying again is safe.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SendMessageInput, description: 'What is said where.' }) },
    errors: { types: [NotFoundError, SessionEndedError] },
    resolve: (_root, { input }, { core, actor }) => sendMessage(core, actor, input),
  }),
);
