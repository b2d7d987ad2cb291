import type { OpenedSignIn } from '../../api/agent/openSignIn.ts';
import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { answerSecondFactor } from '../../api/secondFactor/answerSecondFactor.ts';
import { ChallengeOverError, WrongCodeError } from '../../api/secondFactor/secondFactorErrors.ts';
import { setUpSecondFactor } from '../../api/secondFactor/setUpSecondFactor.ts';
import { AgentType } from '../agent/agentType.ts';
import { keepSignIn } from '../agent/keepSignIn.ts';
import { builder } from '../builder.ts';

const challenge = 'What `signIn` answered with.';

const AnswerSecondFactorInput = builder.inputType('AnswerSecondFactorInput', {
  description: 'The second step of signing in.',
  fields: (t) => ({
    challenge: t.string({ description: challenge }),
    code: t.string({ description: 'A code that the app shows now, or a recovery code, which is used up.' }),
  }),
});

const SetUpSecondFactorInput = builder.inputType('SetUpSecondFactorInput', {
  description: 'The second step of signing in, where a second factor must be set up first.',
  fields: (t) => ({
    challenge: t.string({ description: challenge }),
    code: t.string({
      description: 'A code that the app shows now, from the key that came with the challenge.',
    }),
  }),
});

type SignInWithRecoveryCodes = OpenedSignIn & { recoveryCodes: string[] };

const SecondFactorSignInType = builder.objectRef<SignInWithRecoveryCodes>('SecondFactorSignIn').implement({
  description: 'That a second factor is set up, and its agent signed in.',
  fields: (t) => ({
    agent: t.expose('agent', { type: AgentType, description: 'Who is signed in now.' }),
    recoveryCodes: t.exposeStringList('recoveryCodes', {
      description: 'Codes that stand in for the second factor, each once. Told this once.',
    }),
  }),
});

const types = [ChallengeOverError, WrongCodeError, TooManyAttemptsError];

builder.mutationFields((t) => ({
  answerSecondFactor: t.field({
    type: AgentType,
    description: 'Signs in who has proved the password and now the second factor. Only over HTTP.',
    args: { input: t.arg({ type: AnswerSecondFactorInput, description: 'Challenge and code.' }) },
    errors: { types },
    resolve: async (_root, { input }, context) =>
      (await keepSignIn(context, () => answerSecondFactor(context.core, input, context))).agent,
  }),
  setUpSecondFactor: t.field({
    type: SecondFactorSignInType,
    description: 'Sets a second factor up where signing in asks for one, and signs in. Only over HTTP.',
    args: { input: t.arg({ type: SetUpSecondFactorInput, description: 'Challenge and code.' }) },
    errors: { types },
    resolve: (_root, { input }, context) =>
      keepSignIn(context, () => setUpSecondFactor(context.core, input, context)),
  }),
}));
