import { acceptInvitation, openInvitation } from '../../api/agent/acceptInvitation.ts';
import { InvitationExpiredError, LoginTakenError, OwnAgentError } from '../../api/agent/agentErrors.ts';
import type { NewInvitation } from '../../api/agent/invitationAccess.ts';
import { invitationUrl } from '../../api/agent/invitationRules.ts';
import { inviteAgent } from '../../api/agent/inviteAgent.ts';
import { issueInvitation } from '../../api/agent/issueInvitation.ts';
import { withdrawInvitation } from '../../api/agent/withdrawInvitation.ts';
import { NotFoundError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { PermissionNotHeldError } from '../../api/role/roleErrors.ts';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { AgentType } from './agentType.ts';

const InvitationLinkType = builder.objectRef<NewInvitation>('InvitationLink').implement({
  description: 'A link on which an agent chooses a password, once. It is told only now.',
  fields: (t) => ({
    agent: t.expose('agent', { type: AgentType, description: 'Whose.' }),
    url: t.string({
      description: 'The address to be given to the agent.',
      resolve: ({ token }, _args, { ownOrigin }) => invitationUrl(ownOrigin, token),
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it is good: 7 days.' }),
  }),
});

const InvitationType = builder.objectRef<{ agent: Agent; expiresAt: Date }>('Invitation').implement({
  description: 'Whom a link invites, as who opens it is told.',
  fields: (t) => ({
    login: t.string({
      description: 'What the agent will sign in with.',
      resolve: ({ agent }) => agent.login,
    }),
    displayName: t.string({
      description: 'The name that visitors and colleagues see.',
      resolve: ({ agent }) => agent.displayName,
    }),
    isFirst: t.boolean({
      description: 'Whether it is the first password, not another one for one that is forgotten.',
      resolve: ({ agent }) => agent.invitedAt !== null,
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it is good.' }),
  }),
});

const InviteAgentInput = builder.inputType('InviteAgentInput', {
  description: 'An agent who is to choose a password by themselves.',
  fields: (t) => ({
    login: t.string({
      description: 'What the agent signs in with; at most 100 characters without white space.',
    }),
    displayName: t.string({
      description: 'The name that visitors and colleagues see; at most 100 characters.',
    }),
    departmentId: t.id({ description: 'Where the agent works; within reach of whoever invites them.' }),
    roleId: t.id({ description: 'What the agent may do: nothing that whoever invites them may not.' }),
  }),
});

const IssueInvitationInput = builder.inputType('IssueInvitationInput', {
  description: 'Who is to choose a password.',
  fields: (t) => ({ agentId: t.id({ description: 'Which agent; not oneself.' }) }),
});

const WithdrawInvitationInput = builder.inputType('WithdrawInvitationInput', {
  description: 'Whose link to take back.',
  fields: (t) => ({ agentId: t.id({ description: 'Which agent.' }) }),
});

const AcceptInvitationInput = builder.inputType('AcceptInvitationInput', {
  description: 'The password that an agent chooses.',
  fields: (t) => ({
    token: t.string({ description: 'What stands behind the # of the link.' }),
    password: t.string({ description: '8 to 200 characters, not one that others would try first.' }),
  }),
});

const authScopes = { permission: 'MANAGE_AGENTS' } as const;
const ofAgent = [NotFoundError, PermissionNotHeldError];

builder.queryField('invitation', (t) =>
  t.field({
    type: InvitationType,
    nullable: true,
    description: 'Whom a link invites; null when it is good no more. For whoever has the link.',
    args: { token: t.arg.string({ description: 'What stands behind the # of the link.' }) },
    resolve: (_root, args, { core, address }) => openInvitation(core, args, address),
  }),
);

builder.mutationFields((t) => ({
  inviteAgent: t.field({
    type: InvitationLinkType,
    description: 'Makes an agent without a password, and a link on which they choose one within 7 days.',
    authScopes,
    args: { input: t.arg({ type: InviteAgentInput, description: 'Who.' }) },
    errors: { types: [...ofAgent, LoginTakenError] },
    resolve: (_root, { input }, { core, actor }) => inviteAgent(core, actor, input),
  }),
  issueInvitation: t.field({
    type: InvitationLinkType,
    description:
      'Makes a new link for an agent who has lost the first one or has forgotten the password. One from before is good no more.',
    authScopes,
    args: { input: t.arg({ type: IssueInvitationInput, description: 'For whom.' }) },
    errors: { types: [...ofAgent, OwnAgentError] },
    resolve: (_root, { input }, { core, actor }) => issueInvitation(core, actor, input),
  }),
  withdrawInvitation: t.field({
    type: DeletionReceipt,
    description: 'Takes a link back; an agent who never chose a password is deleted with it.',
    authScopes,
    args: { input: t.arg({ type: WithdrawInvitationInput, description: 'Whose.' }) },
    errors: { types: ofAgent },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await withdrawInvitation(core, actor, input),
    }),
  }),
  acceptInvitation: t.field({
    type: InvitationType,
    description: 'Sets the password of the agent whom a link invites; sign in with it then.',
    args: { input: t.arg({ type: AcceptInvitationInput, description: 'The link and the password.' }) },
    errors: { types: [InvitationExpiredError, TooManyAttemptsError] },
    resolve: (_root, { input }, { core, address }) => acceptInvitation(core, input, address),
  }),
}));
