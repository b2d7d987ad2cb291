import { NotFoundError } from '../../api/core/errors.ts';
import { eraseVisitor } from '../../api/visitor/eraseVisitor.ts';
import { exportVisitor, type VisitorExport } from '../../api/visitor/exportVisitor.ts';
import { LiveVisitorError } from '../../api/visitor/visitorErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';
import { VisitorType } from './visitorType.ts';

builder.objectType(LiveVisitorError, {
  name: 'LiveVisitorError',
  description: 'The visitor has a live session: end it first.',
  interfaces: [ErrorInterface],
});

const VisitorExportType = builder.objectRef<VisitorExport>('VisitorExport').implement({
  description: 'All that is kept about one visitor.',
  fields: (t) => ({
    visitorId: t.exposeID('visitorId', { description: 'About whom.' }),
    fileName: t.exposeString('fileName', { description: 'A name for the file.' }),
    content: t.exposeString('content', { description: 'JSON, indented.' }),
  }),
});

const VisitorDataInput = builder.inputType('VisitorDataInput', {
  description: 'Whose data.',
  fields: (t) => ({ sessionId: t.id({ description: 'A session of the visitor.' }) }),
});

const authScopes = { permission: 'MANAGE_VISITOR_DATA' } as const;

builder.mutationFields((t) => ({
  exportVisitor: t.field({
    type: VisitorExportType,
    description: 'Gathers all that is kept about a visitor, in all sessions; that it did is written down.',
    authScopes,
    args: { input: t.arg({ type: VisitorDataInput, description: 'Whose.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => exportVisitor(core, actor, input),
  }),
  eraseVisitor: t.field({
    type: VisitorType,
    description:
      'Erases all that is personal about a visitor, for good: what was written, contact data, note, addresses, pages, devices. That there were sessions, and which tags, stays for the reports.',
    authScopes,
    args: { input: t.arg({ type: VisitorDataInput, description: 'Whose.' }) },
    errors: { types: [NotFoundError, LiveVisitorError] },
    resolve: (_root, { input }, { core, actor }) => eraseVisitor(core, actor, input),
  }),
}));
