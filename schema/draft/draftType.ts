import { saveDraft } from '../../api/draft/saveDraft.ts';
import { isInPerson } from '../../api/core/actor.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { builder } from '../builder.ts';

const DraftType = builder.prismaObject('Draft', {
  fields: (t) => ({
    text: t.exposeString('text', { description: 'What was typed so far.' }),
    isNote: t.exposeBoolean('isNote'),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was kept last.' }),
  }),
});

const DraftReceipt = builder.objectRef<{ updatedAt: Date }>('DraftReceipt').implement({
  description: 'That a draft was kept, or forgotten.',
  fields: (t) => ({ updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When.' }) }),
});

const SaveDraftInput = builder.inputType('SaveDraftInput', {
  description: 'What one has begun to write where.',
  fields: (t) => ({
    sessionId: t.id({ description: 'In which session.' }),
    text: t.string({ description: 'At most `Limits.draftMaxLength`; empty to forget it.' }),
    isNote: t.boolean({
      required: false,
      description: 'Whether it is to be an internal note; words for the visitor without.',
    }),
  }),
});

builder.prismaObjectField('Session', 'viewerDraft', (t) =>
  t.field({
    type: DraftType,
    nullable: true,
    authScopes: { agent: true },
    description:
      'What whoever asks has begun to write in it, on any device; null for nothing, and for programs. For agents.',
    // Asked for in the same moment, as for a list, all are read by one statement.
    resolve: ({ id: sessionId }, _args, { core, actor }) =>
      isInPerson(actor)
        ? core.database.prisma.draft.findUnique({
            where: { agentId_sessionId: { agentId: actor.agentId, sessionId } },
          })
        : null,
  }),
);

builder.mutationField('saveDraft', (t) =>
  t.field({
    type: DraftReceipt,
    description: 'Keeps what one has begun to write in a session, for one’s other devices.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: SaveDraftInput, description: 'What, and where.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      updatedAt: await saveDraft(core, actor, input),
    }),
  }),
);
