import { exportQuickReplies } from '../../api/quickReply/exportQuickReplies.ts';
import { importQuickReplies, previewImport } from '../../api/quickReply/importQuickReplies.ts';
import { MalformedFileError } from '../../api/quickReply/quickReplyErrors.ts';
import type { ImportAction, ImportedLine } from '../../api/quickReply/replyFileRules.ts';
import { builder } from '../builder.ts';
import { ErrorInterface, ViolationType } from '../errors.ts';

builder.objectType(MalformedFileError, {
  name: 'MalformedFileError',
  description:
    'It is no CSV file whose first line names the columns title and content, or has too many lines.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    line: t.exposeInt('line', {
      nullable: true,
      description: 'Where it could not be read; null when it is the file as a whole.',
    }),
  }),
});

const ImportActionType = builder.enumType('ImportAction', {
  description: 'What an import does with a line.',
  values: {
    CREATE: { description: 'Makes a reply.' },
    UPDATE: { description: 'Changes the reply with the same category and title.' },
    UNCHANGED: { description: 'Nothing: the reply is there already.' },
    REFUSE: { description: 'Nothing: it breaks a rule, or repeats a line above.' },
  } as const satisfies Record<ImportAction, object>,
});

const ImportedLineType = builder.objectRef<ImportedLine>('ImportedLine').implement({
  description: 'A line of a file, and what is done with it.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'Where it ends in the file; the heading is line 1.' }),
    category: t.exposeString('category', { description: 'The category’s name; empty for none.' }),
    title: t.exposeString('title', { description: 'The title.' }),
    content: t.exposeString('content', { description: 'The content.' }),
    action: t.expose('action', { type: ImportActionType, description: 'What is done.' }),
    isRepeated: t.exposeBoolean('isRepeated', {
      description: 'A line above has the same category and title.',
    }),
    violations: t.expose('violations', { type: [ViolationType], description: 'Every broken rule.' }),
  }),
});

const ImportReportType = builder.objectRef<{ lines: ImportedLine[] }>('ImportReport').implement({
  description: 'What an import does, or did.',
  fields: (t) => ({ lines: t.expose('lines', { type: [ImportedLineType], description: 'Line by line.' }) }),
});

const QuickReplyFileType = builder.objectRef<{ csv: string }>('QuickReplyFile').implement({
  description: 'Quick replies as a CSV file. It holds no images and files.',
  fields: (t) => ({
    csv: t.exposeString('csv', { description: 'The columns category, title and content.' }),
  }),
});

const isPublic = 'Of the public ones, which needs MANAGE_PUBLIC_QUICK_REPLIES to change; else one’s own.';

const ImportQuickRepliesInput = builder.inputType('ImportQuickRepliesInput', {
  description: 'A file of quick replies.',
  fields: (t) => ({
    isPublic: t.boolean({ description: isPublic }),
    csv: t.string({
      description:
        'CSV with a first line that names the columns category, title, content (or 分类, 标题, 内容); at most 2,000 lines and 200,000 characters.',
    }),
  }),
});

const forAgents = { authScopes: { agent: true } };

builder.queryField('exportQuickReplies', (t) =>
  t.field({
    ...forAgents,
    type: QuickReplyFileType,
    description: 'All public quick replies, or all of one’s own, as a CSV file. For agents.',
    args: { isPublic: t.arg.boolean({ description: 'The public ones; else one’s own.' }) },
    resolve: async (_root, args, { core, actor }) => ({ csv: await exportQuickReplies(core, actor, args) }),
  }),
);

builder.mutationFields((t) => ({
  previewQuickReplyImport: t.field({
    ...forAgents,
    type: ImportReportType,
    description: 'Says what an import would do; nothing is changed.',
    args: { input: t.arg({ type: ImportQuickRepliesInput, description: 'The file.' }) },
    errors: { types: [MalformedFileError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      lines: await previewImport(core, actor, input),
    }),
  }),
  importQuickReplies: t.field({
    ...forAgents,
    type: ImportReportType,
    description:
      'Makes and changes quick replies by a file, all in one step; nothing is deleted, and a reply keeps its attachment.',
    args: { input: t.arg({ type: ImportQuickRepliesInput, description: 'The file.' }) },
    errors: { types: [MalformedFileError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      lines: await importQuickReplies(core, actor, input),
    }),
  }),
}));
