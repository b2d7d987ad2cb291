import { asAgent } from '../../api/core/actor.ts';
import { matchingReplies } from '../../api/quickReply/matchingReplies.ts';
import { canChange } from '../../api/quickReply/quickReplyRules.ts';
import { inOrder, listedFor } from '../../api/quickReply/quickReplyAccess.ts';
import { attachmentOf, AttachmentType } from '../attachment/attachmentType.ts';
import { builder } from '../builder.ts';

const canChangeText = 'Whether whoever asks may change, order and delete it.';

export const QuickReplyCategoryType = builder.prismaObject('QuickReplyCategory', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    position: t.exposeInt('position', { description: 'Categories are sorted by it.' }),
    ownerId: t.exposeID('ownerId', { nullable: true }),
    repliesCount: t.relationCount('replies', { description: 'How many replies are in it.' }),
    viewerCanChange: t.boolean({
      description: canChangeText,
      resolve: (category, _args, { actor }) => canChange(actor, category),
    }),
  }),
});

export const QuickReplyType = builder.prismaObject('QuickReply', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    content: t.exposeString('content', {
      description:
        'What is sent. Clients replace the variables {{visitor.nickname}}, {{agent.name}} and {{site.name}} when they insert it; what is none of these stays as it is.',
    }),
    category: t.relation('category', { nullable: true, description: 'Its group; null when it is in none.' }),
    attachment: t.field({
      type: AttachmentType,
      nullable: true,
      description: 'The image or file that is sent beside the content, or instead of it.',
      resolve: ({ attachmentId }, _args, { core }) => attachmentOf(core, attachmentId),
    }),
    ownerId: t.exposeID('ownerId', { nullable: true }),
    position: t.exposeInt('position', { description: 'Replies of a category are sorted by it.' }),
    usageCount: t.exposeInt('usageCount'),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its words were changed last.' }),
    viewerCanChange: t.boolean({
      description: canChangeText,
      resolve: (reply, _args, { actor }) => canChange(actor, reply),
    }),
  }),
});

const QuickReplyFilterInput = builder.inputType('QuickReplyFilterInput', {
  description: 'Which quick replies are wanted; what is left out restricts nothing.',
  fields: (t) => ({
    isPublic: t.boolean({ required: false, description: 'Only public ones, or only those of agents.' }),
    ownerId: t.id({
      required: false,
      description: 'Only those of one agent: oneself, or a colleague of one’s own department or below.',
    }),
    categoryId: t.id({ required: false, description: 'Only those of one category.' }),
    search: t.string({
      required: false,
      description:
        'Only those with this in title, content, or the title’s pinyin, whole or by initials; at most 100 characters.',
    }),
  }),
});

builder.queryFields((t) => ({
  quickReplies: t.prismaConnection(
    {
      type: QuickReplyType,
      cursor: 'id',
      description:
        'Quick replies in their order: public ones and one’s own, or with `ownerId` those of a colleague. For agents.',
      authScopes: { agent: true },
      args: {
        filter: t.arg({ type: QuickReplyFilterInput, required: false, description: 'Which of them.' }),
      },
      resolve: (query, _root, { filter }, { core, actor }) =>
        core.database.prisma.quickReply.findMany({
          ...query,
          where: matchingReplies(asAgent(actor), filter ?? {}),
          orderBy: inOrder,
        }),
    },
    {
      fields: (connection) => ({
        totalCount: connection.int({
          description: 'How many there are on all pages together.',
          resolve: ({ args }, _args, { core, actor }) =>
            core.database.prisma.quickReply.count({
              where: matchingReplies(asAgent(actor), args.filter ?? {}),
            }),
        }),
      }),
    },
  ),
  quickReplyCategories: t.prismaField({
    type: [QuickReplyCategoryType],
    description: 'The categories of quick replies in their order: public ones and one’s own. For agents.',
    authScopes: { agent: true },
    args: {
      ownerId: t.arg.id({ required: false, description: 'Those of a colleague instead.' }),
    },
    resolve: (query, _root, { ownerId }, { core, actor }) =>
      core.database.prisma.quickReplyCategory.findMany({
        ...query,
        where: listedFor(asAgent(actor), ownerId),
        orderBy: [{ ownerId: { sort: 'desc', nulls: 'first' } }, { position: 'asc' }, { id: 'asc' }],
      }),
  }),
}));
