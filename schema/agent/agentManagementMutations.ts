import {
  AgentNotReachableError,
  LoginTakenError,
  OwnAgentError,
  WrongPasswordError,
} from '../../api/agent/agentErrors.ts';
import { changePassword } from '../../api/agent/changePassword.ts';
import { createAgent } from '../../api/agent/createAgent.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { reactivateAgent } from '../../api/agent/reactivateAgent.ts';
import { setAgentPassword } from '../../api/agent/setAgentPassword.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import { NotFoundError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { LastHolderError, PermissionNotHeldError } from '../../api/role/roleErrors.ts';
import { builder } from '../builder.ts';
import { SignOutReceipt } from './agentMutations.ts';
import { AgentType } from './agentType.ts';

const CreateAgentInput = builder.inputType('CreateAgentInput', {
  description: 'An agent to be made.',
  fields: (t) => ({
    login: t.string({
      description: 'What the agent signs in with; at most 100 characters without white space.',
    }),
    displayName: t.string({
      description: 'The name that visitors and colleagues see; at most 100 characters.',
    }),
    password: t.string({ description: '8 to 200 characters, not one that others would try first.' }),
    departmentId: t.id({ description: 'Where the agent works; within reach of whoever makes them.' }),
    roleId: t.id({ description: 'What the agent may do: nothing that whoever makes them may not.' }),
  }),
});

const UpdateAgentInput = builder.inputType('UpdateAgentInput', {
  description: 'What is to change of an agent; what is left out stays.',
  fields: (t) => ({
    agentId: t.id({ description: 'Which agent.' }),
    displayName: t.string({
      required: false,
      description: 'The name that visitors and colleagues see; at most 100 characters.',
    }),
    departmentId: t.id({
      required: false,
      description: 'Where the agent works; within reach of whoever moves them.',
    }),
    roleId: t.id({
      required: false,
      description: 'What the agent may do: nothing that whoever gives the role may not.',
    }),
    capacity: t.int({
      required: false,
      description:
        'How many live sessions the agent may have before new visitors go to others or wait: 0 to 1,000.',
    }),
  }),
});

const SetAgentPasswordInput = builder.inputType('SetAgentPasswordInput', {
  description: 'A new password for another agent.',
  fields: (t) => ({
    agentId: t.id({ description: 'Which agent; not oneself.' }),
    password: t.string({ description: '8 to 200 characters, not one that others would try first.' }),
  }),
});

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  description: 'A new password for oneself.',
  fields: (t) => ({
    oldPassword: t.string({ description: 'The password until now.' }),
    newPassword: t.string({ description: '8 to 200 characters, not one that others would try first.' }),
  }),
});

const DeactivateAgentInput = builder.inputType('DeactivateAgentInput', {
  description: 'Whom to lock out, and who gets what they leave behind.',
  fields: (t) => ({
    agentId: t.id({ description: 'Which agent; not oneself.' }),
    handOverToId: t.id({
      required: false,
      description: 'Who gets the live sessions: ONLINE or BUSY, or oneself. Left out: whom the rules choose.',
    }),
    quickRepliesToId: t.id({
      required: false,
      description: 'Who gets the personal quick replies. Left out: they wait for the agent, unseen.',
    }),
  }),
});

const ReactivateAgentInput = builder.inputType('ReactivateAgentInput', {
  description: 'Whom to let in again.',
  fields: (t) => ({ agentId: t.id({ description: 'Which agent.' }) }),
});

const authScopes = { permission: 'MANAGE_AGENTS' } as const;
const ofAgent = [NotFoundError, PermissionNotHeldError];

builder.mutationFields((t) => ({
  createAgent: t.field({
    type: AgentType,
    description: 'Makes an agent, who can sign in at once.',
    authScopes,
    args: { input: t.arg({ type: CreateAgentInput, description: 'Who.' }) },
    errors: { types: [...ofAgent, LoginTakenError] },
    resolve: (_root, { input }, { core, actor }) => createAgent(core, actor, input),
  }),
  updateAgent: t.field({
    type: AgentType,
    description:
      'Renames an agent, or gives them another department, role or capacity: at once, also while they work.',
    authScopes,
    args: { input: t.arg({ type: UpdateAgentInput, description: 'Which agent, and what is to change.' }) },
    errors: { types: [...ofAgent, LastHolderError] },
    resolve: (_root, { input }, { core, actor }) => updateAgent(core, actor, input),
  }),
  setAgentPassword: t.field({
    type: SignOutReceipt,
    description: 'Gives another agent a new password and ends all their sign-ins.',
    authScopes,
    args: { input: t.arg({ type: SetAgentPasswordInput, description: 'Which agent, and the password.' }) },
    errors: { types: [...ofAgent, OwnAgentError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      endedCount: await setAgentPassword(core, actor, input),
    }),
  }),
  changePassword: t.field({
    type: SignOutReceipt,
    description: 'Changes one’s own password and ends one’s sign-ins on all other devices.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: ChangePasswordInput, description: 'The old password and the new one.' }) },
    errors: { types: [WrongPasswordError, TooManyAttemptsError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      endedCount: await changePassword(core, actor, input),
    }),
  }),
  deactivateAgent: t.field({
    type: AgentType,
    description:
      'Locks an agent out, ends all their sign-ins and gives away their live sessions: all of it or nothing. What they did stays.',
    authScopes,
    args: { input: t.arg({ type: DeactivateAgentInput, description: 'Which agent, and to whom.' }) },
    errors: { types: [...ofAgent, OwnAgentError, LastHolderError, AgentNotReachableError] },
    resolve: (_root, { input }, { core, actor }) => deactivateAgent(core, actor, input),
  }),
  reactivateAgent: t.field({
    type: AgentType,
    description: 'Lets a deactivated agent sign in again.',
    authScopes,
    args: { input: t.arg({ type: ReactivateAgentInput, description: 'Which agent.' }) },
    errors: { types: ofAgent },
    resolve: (_root, { input }, { core, actor }) => reactivateAgent(core, actor, input),
  }),
}));
