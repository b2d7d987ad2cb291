import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { SignInFailedError } from '../../api/agent/agentErrors.ts';
import { signIn } from '../../api/agent/signIn.ts';
import { signOut, signOutEverywhere } from '../../api/agent/signOut.ts';
import { SecondFactorNeededError } from '../../api/secondFactor/secondFactorErrors.ts';
import { SingleSignOnOnlyError } from '../../api/singleSignOn/singleSignOnErrors.ts';
import { builder } from '../builder.ts';
import { AgentType } from './agentType.ts';
import { keepSignIn } from './keepSignIn.ts';

const SignInInput = builder.inputType('SignInInput', {
  description: 'Who signs in.',
  fields: (t) => ({
    login: t.string({ description: 'Capitals do not matter. At most 100 characters.' }),
    password: t.string({ description: 'At most 200 characters.' }),
  }),
});

export const SignOutReceipt = builder.objectRef<{ endedCount: number }>('SignOutReceipt').implement({
  description: 'That sign-ins have ended.',
  fields: (t) => ({ endedCount: t.exposeInt('endedCount', { description: 'How many sign-ins ended.' }) }),
});

builder.mutationFields((t) => ({
  signIn: t.field({
    type: AgentType,
    description:
      'Signs an agent in. The proof is an HttpOnly cookie; programs take its value as token: `Authorization: Bearer …`. Who has a second factor is answered with what to go on with. Only over HTTP.',
    args: { input: t.arg({ type: SignInInput, description: 'Login and password.' }) },
    errors: {
      types: [SignInFailedError, TooManyAttemptsError, SecondFactorNeededError, SingleSignOnOnlyError],
    },
    resolve: async (_root, { input }, context) =>
      (await keepSignIn(context, () => signIn(context.core, input, context))).agent,
  }),
  signOut: t.field({
    type: SignOutReceipt,
    description: 'Ends the sign-in that is used now, and closes its connections.',
    authScopes: { inPerson: true },
    errors: {},
    resolve: async (_root, _args, { core, actor, signInCookie }) => {
      const endedCount = await signOut(core, actor);
      signInCookie?.clear();
      return { endedCount };
    },
  }),
  signOutEverywhere: t.field({
    type: SignOutReceipt,
    description:
      'Ends all sign-ins of the agent on every device, this one too, and closes their connections.',
    authScopes: { inPerson: true },
    errors: {},
    resolve: async (_root, _args, { core, actor, signInCookie }) => {
      const endedCount = await signOutEverywhere(core, actor);
      signInCookie?.clear();
      return { endedCount };
    },
  }),
}));
