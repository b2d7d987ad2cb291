import { NotFoundError } from '../../api/core/errors.ts';
import { createQuickReply } from '../../api/quickReply/createQuickReply.ts';
import { deleteQuickReply } from '../../api/quickReply/deleteQuickReply.ts';
import { orderQuickReplies } from '../../api/quickReply/orderQuickReplies.ts';
import { updateQuickReply } from '../../api/quickReply/updateQuickReply.ts';
import { useQuickReply } from '../../api/quickReply/useQuickReply.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { QuickReplyType } from './quickReplyType.ts';

const title = 'What people call it; at most 100 characters.';
const content =
  'What is sent, with variables; at most 4,000 characters. Not empty unless there is an attachment.';
const attachmentId = 'One that one has uploaded, or that of a quick reply that one may use.';
/** Of the flag that says whose something is; for categories too. */
export const isPublic = 'For everybody, which needs MANAGE_PUBLIC_QUICK_REPLIES; else one’s own.';

const CreateQuickReplyInput = builder.inputType('CreateQuickReplyInput', {
  description: 'A quick reply to be made.',
  fields: (t) => ({
    isPublic: t.boolean({ description: isPublic }),
    categoryId: t.id({ required: false, description: 'A category of the same owner.' }),
    title: t.string({ description: title }),
    content: t.string({ description: content }),
    attachmentId: t.id({ required: false, description: attachmentId }),
  }),
});

const UpdateQuickReplyInput = builder.inputType('UpdateQuickReplyInput', {
  description:
    'What is to change; what is left out or null stays, but for `categoryId` and `attachmentId`: null takes them away.',
  fields: (t) => ({
    replyId: t.id({ description: 'Which one.' }),
    categoryId: t.id({ required: false, description: 'A category of the same owner.' }),
    title: t.string({ required: false, description: title }),
    content: t.string({ required: false, description: content }),
    attachmentId: t.id({ required: false, description: attachmentId }),
  }),
});

const QuickReplyInput = builder.inputType('QuickReplyInput', {
  description: 'Which quick reply.',
  fields: (t) => ({ replyId: t.id({ description: 'Which one.' }) }),
});

const OrderQuickRepliesInput = builder.inputType('OrderQuickRepliesInput', {
  description: 'Which replies stand in which category, in which order.',
  fields: (t) => ({
    isPublic: t.boolean({ description: isPublic }),
    categoryId: t.id({ required: false, description: 'Into which category; none when left out.' }),
    replyIds: t.idList({
      description: 'In the order wanted; others of the category come after. At most 2,000.',
    }),
  }),
});

export const OrderReceipt = builder.objectRef<{ orderedCount: number }>('OrderReceipt').implement({
  description: 'That an order was kept.',
  fields: (t) => ({ orderedCount: t.exposeInt('orderedCount', { description: 'How many were named.' }) }),
});

const forAgents = { authScopes: { agent: true } };
const errors = { types: [NotFoundError] };

builder.mutationFields((t) => ({
  createQuickReply: t.field({
    ...forAgents,
    type: QuickReplyType,
    description: 'Makes a quick reply, personal or public.',
    args: { input: t.arg({ type: CreateQuickReplyInput, description: 'What it is to be.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => createQuickReply(core, actor, input),
  }),
  updateQuickReply: t.field({
    ...forAgents,
    type: QuickReplyType,
    description: 'Changes a quick reply.',
    args: { input: t.arg({ type: UpdateQuickReplyInput, description: 'Which, and what.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => updateQuickReply(core, actor, input),
  }),
  deleteQuickReply: t.field({
    ...forAgents,
    type: DeletionReceipt,
    description: 'Deletes a quick reply.',
    args: { input: t.arg({ type: QuickReplyInput, description: 'Which one.' }) },
    errors,
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteQuickReply(core, actor, input),
    }),
  }),
  orderQuickReplies: t.field({
    ...forAgents,
    type: OrderReceipt,
    description: 'Puts quick replies into a category, in an order.',
    args: { input: t.arg({ type: OrderQuickRepliesInput, description: 'Which, and where.' }) },
    errors,
    resolve: async (_root, { input }, { core, actor }) => {
      await orderQuickReplies(core, actor, input);
      return { orderedCount: input.replyIds.length };
    },
  }),
  useQuickReply: t.field({
    ...forAgents,
    type: QuickReplyType,
    description: 'Says that one has used a quick reply: what is used often and lately is suggested first.',
    args: { input: t.arg({ type: QuickReplyInput, description: 'Which one.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => useQuickReply(core, actor, input),
  }),
}));
