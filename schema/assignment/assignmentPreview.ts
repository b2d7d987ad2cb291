import { previewAssignment, type AssignmentPreview } from '../../api/assignment/previewAssignment.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { builder } from '../builder.ts';
import { SiteDepartmentType } from '../site/siteDepartmentType.ts';
import { AssignmentReasonType, CandidateType, type KeptCandidate } from './assignmentType.ts';

const ServingDepartmentType = builder
  .objectRef<AssignmentPreview['departments'][number]>('ServingDepartment')
  .implement({
    description: 'A department that serves a site, as of an hour.',
    fields: (t) => ({
      serving: t.expose('serving', { type: SiteDepartmentType, description: 'Which, and when.' }),
      isOpen: t.exposeBoolean('isOpen', { description: 'Whether it works at that hour.' }),
    }),
  });

const asKept = (candidate: AssignmentPreview['candidates'][number]): KeptCandidate => ({
  ...candidate,
  lastAssignedAt: candidate.lastAssignedAt?.toISOString() ?? null,
});

const AssignmentPreviewType = builder.objectRef<AssignmentPreview>('AssignmentPreview').implement({
  description: 'Who would answer a visitor, why, and from what that was decided.',
  fields: (t) => ({
    reason: t.expose('reason', { type: AssignmentReasonType, description: 'Why.' }),
    agent: t.field({
      type: CandidateType,
      nullable: true,
      description: 'Who would answer; null when the visitor would have to wait.',
      resolve: ({ agent }) => agent && asKept(agent),
    }),
    candidates: t.field({
      type: [CandidateType],
      description: 'All who could answer, in the order in which they are asked.',
      resolve: ({ candidates }) => candidates.map(asKept),
    }),
    departments: t.expose('departments', {
      type: [ServingDepartmentType],
      description: 'The departments that serve the site, the one that is asked first first.',
    }),
    waitingCount: t.exposeInt('waitingCount', {
      description: 'How many of the site wait already: they are before the visitor.',
    }),
  }),
});

builder.queryField('assignmentPreview', (t) =>
  t.field({
    type: AssignmentPreviewType,
    description:
      'Who would answer a visitor who arrives on a site, by the very rules; nothing changes. For those who manage sites or see assignments.',
    authScopes: { permission: ['MANAGE_SITES', 'SEE_ASSIGNMENTS'] },
    args: {
      siteId: t.arg.id({ description: 'On which site.' }),
      at: t.arg({
        type: 'DateTime',
        required: false,
        description: 'At which hour; left out for now. The agents are those of now all the same.',
      }),
      previousAgentId: t.arg.id({
        required: false,
        description: 'Who answered the visitor before; left out for a new visitor.',
      }),
    },
    errors: { types: [NotFoundError] },
    resolve: (_root, args, { core, actor }) => previewAssignment(core, actor, args),
  }),
);
