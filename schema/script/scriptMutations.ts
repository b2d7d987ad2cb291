import { NotFoundError } from '../../api/core/errors.ts';
import { createScript } from '../../api/script/createScript.ts';
import { deleteScript } from '../../api/script/deleteScript.ts';
import { orderScripts } from '../../api/script/orderScripts.ts';
import { TooManyScriptsError } from '../../api/script/scriptErrors.ts';
import { updateScript } from '../../api/script/updateScript.ts';
import type { Script } from '../../prisma/generated/client/client.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { ErrorInterface } from '../errors.ts';
import {
  KeywordMatchType,
  ScriptHoursType,
  ScriptKindType,
  ScriptType,
  scriptDescriptions as descriptions,
} from './scriptType.ts';

builder.objectType(TooManyScriptsError, {
  name: 'TooManyScriptsError',
  description: 'There are as many scripts as there may be: 300.',
  interfaces: [ErrorInterface],
});

const CreateScriptInput = builder.inputType('CreateScriptInput', {
  description: 'A script to be made.',
  fields: (t) => ({
    kind: t.field({ type: ScriptKindType, description: descriptions.kind }),
    siteId: t.id({ required: false, description: 'On which site it speaks; left out for all.' }),
    content: t.string({ description: descriptions.content }),
    keywords: t.stringList({ defaultValue: [], description: descriptions.keywords }),
    keywordMatch: t.field({
      type: KeywordMatchType,
      defaultValue: 'ANY',
      description: descriptions.keywordMatch,
    }),
    delaySeconds: t.int({ defaultValue: 0, description: descriptions.delaySeconds }),
    hours: t.field({ type: ScriptHoursType, defaultValue: 'ALWAYS', description: descriptions.hours }),
    mayFollowAgent: t.boolean({ defaultValue: false, description: descriptions.mayFollowAgent }),
    timesPerSession: t.int({ defaultValue: 1, description: descriptions.timesPerSession }),
    isEnabled: t.boolean({ defaultValue: true, description: descriptions.isEnabled }),
  }),
});

const UpdateScriptInput = builder.inputType('UpdateScriptInput', {
  description:
    'What is to change of a script; what is left out or null stays, but for `siteId`: null means all sites.',
  fields: (t) => ({
    scriptId: t.id({ description: 'Which one.' }),
    siteId: t.id({ required: false, description: 'On which site it speaks; null for all.' }),
    content: t.string({ required: false, description: descriptions.content }),
    keywords: t.stringList({ required: false, description: descriptions.keywords }),
    keywordMatch: t.field({
      type: KeywordMatchType,
      required: false,
      description: descriptions.keywordMatch,
    }),
    delaySeconds: t.int({ required: false, description: descriptions.delaySeconds }),
    hours: t.field({ type: ScriptHoursType, required: false, description: descriptions.hours }),
    mayFollowAgent: t.boolean({ required: false, description: descriptions.mayFollowAgent }),
    timesPerSession: t.int({ required: false, description: descriptions.timesPerSession }),
    isEnabled: t.boolean({ required: false, description: descriptions.isEnabled }),
  }),
});

const DeleteScriptInput = builder.inputType('DeleteScriptInput', {
  description: 'Which script to delete.',
  fields: (t) => ({ scriptId: t.id({ description: 'Which one.' }) }),
});

const OrderScriptsInput = builder.inputType('OrderScriptsInput', {
  description: 'The order of the scripts of a kind.',
  fields: (t) => ({
    kind: t.field({ type: ScriptKindType, description: 'Of which kind.' }),
    scriptIds: t.idList({ description: 'In the order wanted; those left out come after them.' }),
  }),
});

const ScriptOrderType = builder.objectRef<{ scripts: Script[] }>('ScriptOrder').implement({
  description: 'The scripts of a kind in their order.',
  fields: (t) => ({ scripts: t.expose('scripts', { type: [ScriptType], description: 'All of them.' }) }),
});

const authScopes = { permission: 'MANAGE_SCRIPTS' } as const;

builder.mutationFields((t) => ({
  createScript: t.field({
    type: ScriptType,
    description: 'Makes a script; it comes last among those of its kind.',
    authScopes,
    args: { input: t.arg({ type: CreateScriptInput, description: 'What it is to be.' }) },
    errors: { types: [NotFoundError, TooManyScriptsError] },
    resolve: (_root, { input }, { core, actor }) => createScript(core, actor, input),
  }),
  updateScript: t.field({
    type: ScriptType,
    description: 'Changes a script, in force at once; what it has said stays said.',
    authScopes,
    args: { input: t.arg({ type: UpdateScriptInput, description: 'Which, and what.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => updateScript(core, actor, input),
  }),
  deleteScript: t.field({
    type: DeletionReceipt,
    description: 'Deletes a script; what it has said stays said.',
    authScopes,
    args: { input: t.arg({ type: DeleteScriptInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteScript(core, actor, input),
    }),
  }),
  orderScripts: t.field({
    type: ScriptOrderType,
    description: 'Puts the scripts of a kind in an order: of those that fit a moment, the first speaks.',
    authScopes,
    args: { input: t.arg({ type: OrderScriptsInput, description: 'Which.' }) },
    errors: {},
    resolve: async (_root, { input }, { core, actor }) => ({
      scripts: await orderScripts(core, actor, input),
    }),
  }),
}));
