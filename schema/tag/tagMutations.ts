import { NotFoundError } from '../../api/core/errors.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { untagVisitor } from '../../api/tag/untagVisitor.ts';
import { builder } from '../builder.ts';
import { VisitorType } from '../visitor/visitorType.ts';

const TagVisitorInput = builder.inputType('TagVisitorInput', {
  description: 'Which visitor is given which tag.',
  fields: (t) => ({
    sessionId: t.id({ description: 'A session of the visitor.' }),
    tagId: t.id({ description: 'Which tag.' }),
    seq: t.int({ required: false, description: 'The number of the message by which it was decided.' }),
  }),
});

const UntagVisitorInput = builder.inputType('UntagVisitorInput', {
  description: 'From which visitor which tag is taken.',
  fields: (t) => ({
    sessionId: t.id({ description: 'A session of the visitor.' }),
    tagId: t.id({ description: 'Which tag.' }),
  }),
});

const authScopes = { permission: 'EDIT_VISITORS' } as const;

builder.mutationFields((t) => ({
  tagVisitor: t.field({
    type: VisitorType,
    description: 'Gives a visitor a tag; when and by whom is kept.',
    authScopes,
    args: { input: t.arg({ type: TagVisitorInput, description: 'Who, and which tag.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => tagVisitor(core, actor, input),
  }),
  untagVisitor: t.field({
    type: VisitorType,
    description: 'Takes a tag from a visitor; that they had it is kept.',
    authScopes,
    args: { input: t.arg({ type: UntagVisitorInput, description: 'Who, and which tag.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => untagVisitor(core, actor, input),
  }),
}));
