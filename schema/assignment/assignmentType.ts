import type { Candidate } from '../../api/assignment/assignmentRules.ts';
import { queuePosition } from '../../api/assignment/queuePosition.ts';
import { AssignmentReason } from '../../prisma/generated/client/enums.ts';
import { AgentStatusType } from '../agent/agentStatusType.ts';
import { builder } from '../builder.ts';

export const AssignmentReasonType = builder.enumType('AssignmentReason', {
  description: 'Why a session went to somebody, or to nobody yet.',
  values: {
    [AssignmentReason.SAME_AGENT]: {
      description: 'The agent of the visitor’s session before, ONLINE and with room.',
    },
    [AssignmentReason.LEAST_LOADED]: {
      description:
        'The ONLINE agent with the fewest live sessions; among equals the one who has gone longest without a new one.',
    },
    [AssignmentReason.FORCED_ON_BUSY]: {
      description: 'Nobody is ONLINE: the BUSY agent with the fewest live sessions, room or not.',
    },
    [AssignmentReason.QUEUED]: { description: 'Every ONLINE agent is full: it waits in order of arrival.' },
    [AssignmentReason.OUTSIDE_WORKING_HOURS]: {
      description: 'None of the site’s departments works at this hour: an agent gets it when one does.',
    },
    [AssignmentReason.TAKEN]: { description: 'An agent answered what nobody had taken.' },
    [AssignmentReason.TRANSFERRED]: { description: 'An agent gave it to another one, or took it.' },
    [AssignmentReason.HANDED_OVER]: {
      description: 'Its agent went away and gave all sessions to another one.',
    },
    [AssignmentReason.HAND_OVER_UNDONE]: {
      description: 'Its agent took back at once what was handed over.',
    },
    [AssignmentReason.NOBODY_REACHABLE]: {
      description: 'Nobody is reachable: the first agent who comes gets it.',
    },
  } as const,
});

/** A candidate as it was written down: moments have become text. */
export type KeptCandidate = Omit<Candidate, 'lastAssignedAt'> & { lastAssignedAt: string | null };

export const CandidateType = builder.objectRef<KeptCandidate>('AssignmentCandidate').implement({
  description: 'An agent who could have answered, as of the moment of the decision.',
  fields: (t) => ({
    agentId: t.exposeID('agentId', { description: 'Who.' }),
    displayName: t.exposeString('displayName', { description: 'Their name then.' }),
    status: t.expose('status', { type: AgentStatusType, description: 'The status in force then.' }),
    liveCount: t.exposeInt('liveCount', { description: 'How many live sessions they had.' }),
    capacity: t.exposeInt('capacity', { description: 'How many they may have.' }),
    lastAssignedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When they were last given a session; null for never.',
      resolve: ({ lastAssignedAt }) => (lastAssignedAt === null ? null : new Date(lastAssignedAt)),
    }),
  }),
});

builder.prismaObject('Assignment', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When it was decided.' }),
    reason: t.expose('reason', { type: AssignmentReasonType, description: 'Why.' }),
    agent: t.relation('agent', { nullable: true, description: 'Who got it; null when it had to wait.' }),
    decidedBy: t.relation('decidedBy', {
      nullable: true,
      description: 'The agent by whose hand it was decided; null when the rules did.',
    }),
    candidates: t.field({
      type: [CandidateType],
      description: 'Whom the decision chose from.',
      resolve: ({ candidates }) => candidates as unknown as KeptCandidate[],
    }),
  }),
});

builder.prismaObjectFields('Session', (t) => ({
  queuePosition: t.int({
    nullable: true,
    description:
      'Where it stands in the queue: 1 is next. Null when it does not wait for an agent with room.',
    resolve: (session, _args, { core }) => queuePosition(core, session),
  }),
  assignments: t.relation('assignments', {
    authScopes: { permission: 'SEE_ASSIGNMENTS' },
    description: 'Why it went to whom, first to last.',
    query: { orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }], take: 100 },
  }),
}));
