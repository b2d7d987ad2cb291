import { followTestMessage } from '../../api/testMessage/followTestMessage.ts';
import { sendTestMessage } from '../../api/testMessage/sendTestMessage.ts';
import { TestTokenRefusedError } from '../../api/testMessage/testMessageErrors.ts';
import type { TestMessage } from '../../api/testMessage/testMessageEvents.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

const token = 'What `npm run doctor` has from the database: good for a minute and one message.';

builder.objectType(TestTokenRefusedError, {
  name: 'TestTokenRefusedError',
  description: 'There is no such token for a test message, or it is used or too old.',
  interfaces: [ErrorInterface],
});

const TestMessageType = builder.objectRef<TestMessage>('TestMessage').implement({
  description: 'A message to no session, by which `npm run doctor` finds out whether messages go through.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'As it was sent; empty before it was.' }),
  }),
});

builder.mutationField('sendTestMessage', (t) =>
  t.field({
    type: TestMessageType,
    description:
      'Sends a message the way that all go, but to no session: nothing of it is kept. For `npm run doctor`. Open to whoever has a token.',
    args: {
      token: t.arg.string({ description: token }),
      text: t.arg.string({ description: 'At most 100 characters.' }),
    },
    errors: { types: [TestTokenRefusedError] },
    resolve: (_root, input, { core }) => sendTestMessage(core, input),
  }),
);

builder.subscriptionField('testMessage', (t) =>
  t.field({
    type: TestMessageType,
    description:
      'Follows the test message of a token: first an empty text, from which on it is heard, then the message. For `npm run doctor`. Open to whoever has a token.',
    args: { token: t.arg.string({ description: token }) },
    subscribe: (_root, input, { core }) => followTestMessage(core, input),
    resolve: (message) => message,
  }),
);
