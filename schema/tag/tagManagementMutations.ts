import { NotFoundError } from '../../api/core/errors.ts';
import { createTag } from '../../api/tag/createTag.ts';
import { deleteTag } from '../../api/tag/deleteTag.ts';
import { orderTags } from '../../api/tag/orderTags.ts';
import { TagNameTakenError } from '../../api/tag/tagErrors.ts';
import { updateTag } from '../../api/tag/updateTag.ts';
import type { Tag } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { ContactKindType } from '../contactDetail/contactDetailType.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { ErrorInterface } from '../errors.ts';
import { ProgressStageType, TagType } from './tagType.ts';

builder.objectType(TagNameTakenError, {
  name: 'TagNameTakenError',
  description: 'Another tag has this name.',
  interfaces: [ErrorInterface],
});

const descriptions = {
  name: 'What people call it; at most 40 characters.',
  color: 'As #rrggbb.',
  isSystem: 'Whether only those with MANAGE_SYSTEM_TAGS can change and delete it.',
  kinds: 'It is given by itself as soon as something of one of these kinds is known. For MANAGE_SYSTEM_TAGS.',
  stage: 'The step of a visitor’s progress that it stands for. For MANAGE_SYSTEM_TAGS.',
};

const CreateTagInput = builder.inputType('CreateTagInput', {
  description: 'A tag to be made.',
  fields: (t) => ({
    name: t.string({ description: descriptions.name }),
    color: t.string({ description: descriptions.color }),
    isSystem: t.boolean({ defaultValue: false, description: descriptions.isSystem }),
    kinds: t.field({ type: [ContactKindType], defaultValue: [], description: descriptions.kinds }),
    stage: t.field({ type: ProgressStageType, required: false, description: descriptions.stage }),
  }),
});

const UpdateTagInput = builder.inputType('UpdateTagInput', {
  description:
    'What is to change of a tag; what is left out or null stays, but for `stage`: null takes it away.',
  fields: (t) => ({
    tagId: t.id({ description: 'Which one.' }),
    name: t.string({ required: false, description: descriptions.name }),
    color: t.string({ required: false, description: descriptions.color }),
    isSystem: t.boolean({ required: false, description: descriptions.isSystem }),
    kinds: t.field({ type: [ContactKindType], required: false, description: descriptions.kinds }),
    stage: t.field({ type: ProgressStageType, required: false, description: descriptions.stage }),
  }),
});

const DeleteTagInput = builder.inputType('DeleteTagInput', {
  description: 'Which tag to delete.',
  fields: (t) => ({ tagId: t.id({ description: 'Which one.' }) }),
});

const OrderTagsInput = builder.inputType('OrderTagsInput', {
  description: 'The order of tags.',
  fields: (t) => ({
    tagIds: t.idList({ description: 'In the order wanted; those left out come after them. At most 1,000.' }),
  }),
});

const TagOrderType = builder.objectRef<{ tags: Tag[] }>('TagOrder').implement({
  description: 'The tags in their order.',
  fields: (t) => ({ tags: t.expose('tags', { type: [TagType], description: 'All of them.' }) }),
});

// Which of the two is needed depends on the tag.
const authScopes: { permission: Permission[] } = { permission: ['MANAGE_TAGS', 'MANAGE_SYSTEM_TAGS'] };

builder.mutationFields((t) => ({
  createTag: t.field({
    type: TagType,
    description: 'Makes a tag.',
    authScopes,
    args: { input: t.arg({ type: CreateTagInput, description: 'What it is to be.' }) },
    errors: { types: [TagNameTakenError] },
    resolve: (_root, { input }, { core, actor }) =>
      createTag(core, actor, { ...input, stage: input.stage ?? null }),
  }),
  updateTag: t.field({
    type: TagType,
    description: 'Changes a tag, for all who have it.',
    authScopes,
    args: { input: t.arg({ type: UpdateTagInput, description: 'Which, and what.' }) },
    errors: { types: [NotFoundError, TagNameTakenError] },
    resolve: (_root, { input }, { core, actor }) => updateTag(core, actor, input),
  }),
  deleteTag: t.field({
    type: DeletionReceipt,
    description: 'Deletes a tag and takes it from those who have it; that they had it is kept.',
    authScopes,
    args: { input: t.arg({ type: DeleteTagInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteTag(core, actor, input),
    }),
  }),
  orderTags: t.field({
    type: TagOrderType,
    description: 'Puts tags in an order; those that whoever asks may not manage keep theirs.',
    authScopes,
    args: { input: t.arg({ type: OrderTagsInput, description: 'Which.' }) },
    errors: {},
    resolve: async (_root, { input }, { core, actor }) => ({ tags: await orderTags(core, actor, input) }),
  }),
}));
