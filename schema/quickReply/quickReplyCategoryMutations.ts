import { NotFoundError } from '../../api/core/errors.ts';
import { createCategory } from '../../api/quickReply/createCategory.ts';
import { deleteCategory } from '../../api/quickReply/deleteCategory.ts';
import { orderCategories } from '../../api/quickReply/orderCategories.ts';
import { CategoryNameTakenError } from '../../api/quickReply/quickReplyErrors.ts';
import { renameCategory } from '../../api/quickReply/renameCategory.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { ErrorInterface } from '../errors.ts';
import { isPublic, OrderReceipt } from './quickReplyMutations.ts';
import { QuickReplyCategoryType } from './quickReplyType.ts';

builder.objectType(CategoryNameTakenError, {
  name: 'CategoryNameTakenError',
  description: 'Another category of the same owner has this name.',
  interfaces: [ErrorInterface],
});

const name = 'What people call it; at most 60 characters.';

const CreateCategoryInput = builder.inputType('CreateQuickReplyCategoryInput', {
  description: 'A category to be made.',
  fields: (t) => ({ isPublic: t.boolean({ description: isPublic }), name: t.string({ description: name }) }),
});

const RenameCategoryInput = builder.inputType('RenameQuickReplyCategoryInput', {
  description: 'A category and its new name.',
  fields: (t) => ({ categoryId: t.id({ description: 'Which one.' }), name: t.string({ description: name }) }),
});

const CategoryInput = builder.inputType('QuickReplyCategoryInput', {
  description: 'Which category.',
  fields: (t) => ({ categoryId: t.id({ description: 'Which one.' }) }),
});

const OrderCategoriesInput = builder.inputType('OrderQuickReplyCategoriesInput', {
  description: 'The order of categories.',
  fields: (t) => ({
    isPublic: t.boolean({ description: isPublic }),
    categoryIds: t.idList({ description: 'In the order wanted; those left out come after. At most 500.' }),
  }),
});

const forAgents = { authScopes: { agent: true } };

builder.mutationFields((t) => ({
  createQuickReplyCategory: t.field({
    ...forAgents,
    type: QuickReplyCategoryType,
    description: 'Makes a category of quick replies.',
    args: { input: t.arg({ type: CreateCategoryInput, description: 'What it is to be.' }) },
    errors: { types: [CategoryNameTakenError] },
    resolve: (_root, { input }, { core, actor }) => createCategory(core, actor, input),
  }),
  renameQuickReplyCategory: t.field({
    ...forAgents,
    type: QuickReplyCategoryType,
    description: 'Renames a category.',
    args: { input: t.arg({ type: RenameCategoryInput, description: 'Which, and how.' }) },
    errors: { types: [NotFoundError, CategoryNameTakenError] },
    resolve: (_root, { input }, { core, actor }) => renameCategory(core, actor, input),
  }),
  deleteQuickReplyCategory: t.field({
    ...forAgents,
    type: DeletionReceipt,
    description: 'Deletes a category; its replies stay, without one.',
    args: { input: t.arg({ type: CategoryInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteCategory(core, actor, input),
    }),
  }),
  orderQuickReplyCategories: t.field({
    ...forAgents,
    type: OrderReceipt,
    description: 'Puts categories in an order.',
    args: { input: t.arg({ type: OrderCategoriesInput, description: 'Which.' }) },
    errors: {},
    resolve: async (_root, { input }, { core, actor }) => {
      await orderCategories(core, actor, input);
      return { orderedCount: input.categoryIds.length };
    },
  }),
}));
