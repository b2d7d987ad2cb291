import { AgentNotReachableError } from '../../api/agent/agentErrors.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { endSession } from '../../api/session/endSession.ts';
import { markRead } from '../../api/session/markRead.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { signalTyping } from '../../api/session/signalTyping.ts';
import { transferSession } from '../../api/session/transferSession.ts';
import { builder } from '../builder.ts';
import { SessionType } from './sessionType.ts';

const MarkReadInput = builder.inputType('MarkReadInput', {
  description: 'How far one side of a session has read.',
  fields: (t) => ({
    sessionId: t.id({ description: 'Which session.' }),
    seq: t.int({ description: 'The number of the last message read.' }),
  }),
});

const SignalTypingInput = builder.inputType('SignalTypingInput', {
  description: 'Whether somebody types.',
  fields: (t) => ({
    sessionId: t.id({ description: 'Which session.' }),
    isTyping: t.boolean({ description: 'False when typing has stopped.' }),
    text: t.string({
      required: false,
      description:
        'What a visitor has typed so far, where `Limits.typingPreview` says so; cut off after `Limits.typingPreviewMaxLength`.',
    }),
  }),
});

const EndSessionInput = builder.inputType('EndSessionInput', {
  description: 'Which session to end.',
  fields: (t) => ({
    sessionId: t.id({ description: 'Which session.' }),
    outcomeId: t.id({
      required: false,
      description: 'How it came out; required where `outcomeRequired` is set and outcomes are offered.',
    }),
  }),
});

const TransferSessionInput = builder.inputType('TransferSessionInput', {
  description: 'Which session goes to whom.',
  fields: (t) => ({
    sessionId: t.id({ description: 'Which session.' }),
    toAgentId: t.id({ description: 'An agent who is ONLINE or BUSY, or oneself.' }),
    note: t.string({
      required: false,
      description: 'What the new owner should know; at most 1,000 characters. The visitor never sees it.',
    }),
  }),
});

const SetDoNotDisturbInput = builder.inputType('SetDoNotDisturbInput', {
  description: 'Whether a visitor’s messages are kept from being delivered.',
  fields: (t) => ({
    sessionId: t.id({ description: 'A session of the visitor.' }),
    isOn: t.boolean({ description: 'False to let them through again.' }),
  }),
});

const TypingReceipt = builder.objectRef<{ expiresAt: Date }>('TypingReceipt').implement({
  description: 'That typing was told to the others.',
  fields: (t) => ({
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When it is over unless it is signalled again.',
    }),
  }),
});

builder.mutationFields((t) => ({
  markRead: t.field({
    type: SessionType,
    description:
      'Moves the read position of one’s side forward, never back. An agent who only looks on at a colleague’s session moves nothing.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: MarkReadInput, description: 'How far.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => markRead(core, actor, input),
  }),
  signalTyping: t.field({
    type: TypingReceipt,
    description:
      'Tells the others in a session that one types, at most every `Limits.typingIntervalMs`, or has stopped.',
    authScopes: { signedIn: true },
    args: {
      input: t.arg({
        type: SignalTypingInput,
        description: 'Who types where is known; whether, is said here.',
      }),
    },
    errors: { types: [NotFoundError, SessionEndedError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      expiresAt: await signalTyping(core, actor, input),
    }),
  }),
  endSession: t.field({
    type: SessionType,
    description: 'Ends a session by an agent’s hand. Neither side can send into it afterwards.',
    authScopes: { agent: true },
    args: { input: t.arg({ type: EndSessionInput, description: 'Which session.' }) },
    errors: { types: [NotFoundError, SessionEndedError] },
    resolve: (_root, { input }, { core, actor }) => endSession(core, actor, input),
  }),
  transferSession: t.field({
    type: SessionType,
    description: 'Gives a live session to another agent, or takes a colleague’s.',
    authScopes: { permission: ['TRANSFER_SESSIONS', 'TRANSFER_COLLEAGUES_SESSIONS'] },
    args: { input: t.arg({ type: TransferSessionInput, description: 'Which session, and to whom.' }) },
    errors: { types: [NotFoundError, SessionEndedError, AgentNotReachableError] },
    resolve: (_root, { input }, { core, actor }) => transferSession(core, actor, input),
  }),
  setDoNotDisturb: t.field({
    type: SessionType,
    description:
      'Keeps a visitor’s messages from being delivered, or lets them through again with what came meanwhile. The visitor notices nothing of it.',
    authScopes: { permission: 'USE_DO_NOT_DISTURB' },
    args: { input: t.arg({ type: SetDoNotDisturbInput, description: 'Whose, and whether.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => setDoNotDisturb(core, actor, input),
  }),
}));
