import { OwnAgentError, WrongPasswordError } from '../../api/agent/agentErrors.ts';
import { NotFoundError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { PermissionNotHeldError } from '../../api/role/roleErrors.ts';
import { beginSecondFactor } from '../../api/secondFactor/beginSecondFactor.ts';
import { confirmSecondFactor } from '../../api/secondFactor/confirmSecondFactor.ts';
import { removeSecondFactor } from '../../api/secondFactor/removeSecondFactor.ts';
import { renewRecoveryCodes } from '../../api/secondFactor/renewRecoveryCodes.ts';
import { resetSecondFactor } from '../../api/secondFactor/resetSecondFactor.ts';
import {
  SecondFactorOffError,
  SecondFactorOnError,
  WrongCodeError,
} from '../../api/secondFactor/secondFactorErrors.ts';
import { SignOutReceipt } from '../agent/agentMutations.ts';
import { builder } from '../builder.ts';
import { SecondFactorSetupType, SecondFactorType } from './secondFactorType.ts';

const password = 'One’s password.';
const code = 'A code that the app shows now.';
const anyCode = 'A code that the app shows now, or a recovery code, which is used up.';

const BeginSecondFactorInput = builder.inputType('BeginSecondFactorInput', {
  description: 'Proof that it is oneself.',
  fields: (t) => ({ password: t.string({ description: password }) }),
});

const ConfirmSecondFactorInput = builder.inputType('ConfirmSecondFactorInput', {
  description: 'Proof that an app has the key.',
  fields: (t) => ({ code: t.string({ description: code }) }),
});

const RemoveSecondFactorInput = builder.inputType('RemoveSecondFactorInput', {
  description: 'Proof that it is oneself.',
  fields: (t) => ({
    password: t.string({ description: password }),
    code: t.string({ description: anyCode }),
  }),
});

const RenewRecoveryCodesInput = builder.inputType('RenewRecoveryCodesInput', {
  description: 'Proof that it is oneself.',
  fields: (t) => ({ code: t.string({ description: anyCode }) }),
});

const ResetSecondFactorInput = builder.inputType('ResetSecondFactorInput', {
  description: 'Whose second factor to take away.',
  fields: (t) => ({ agentId: t.id({ description: 'Which agent; not oneself.' }) }),
});

const RecoveryCodesType = builder.objectRef<{ codes: string[] }>('RecoveryCodes').implement({
  description:
    'Codes that stand in for the second factor, each once. Told this once: only their hashes are kept.',
  fields: (t) => ({ codes: t.exposeStringList('codes', { description: 'All of them.' }) }),
});

const authScopes = { inPerson: true };

builder.mutationFields((t) => ({
  beginSecondFactor: t.field({
    type: SecondFactorSetupType,
    description: 'Offers a key for an authenticator app; it counts from `confirmSecondFactor` on.',
    authScopes,
    args: { input: t.arg({ type: BeginSecondFactorInput, description: 'The password.' }) },
    errors: { types: [WrongPasswordError, TooManyAttemptsError, SecondFactorOnError] },
    resolve: (_root, { input }, { core, actor }) => beginSecondFactor(core, actor, input),
  }),
  confirmSecondFactor: t.field({
    type: RecoveryCodesType,
    description: 'Makes the key that was offered last one’s second factor.',
    authScopes,
    args: { input: t.arg({ type: ConfirmSecondFactorInput, description: 'A code.' }) },
    errors: { types: [WrongCodeError, TooManyAttemptsError, SecondFactorOffError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      codes: await confirmSecondFactor(core, actor, input),
    }),
  }),
  removeSecondFactor: t.field({
    type: SecondFactorType,
    description: 'Switches one’s second factor off.',
    authScopes,
    args: { input: t.arg({ type: RemoveSecondFactorInput, description: 'Password and code.' }) },
    errors: { types: [WrongPasswordError, WrongCodeError, TooManyAttemptsError] },
    resolve: (_root, { input }, { core, actor }) => removeSecondFactor(core, actor, input),
  }),
  renewRecoveryCodes: t.field({
    type: RecoveryCodesType,
    description: 'Gives new recovery codes, in the place of those that are left.',
    authScopes,
    args: { input: t.arg({ type: RenewRecoveryCodesInput, description: 'A code.' }) },
    errors: { types: [WrongCodeError, TooManyAttemptsError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      codes: await renewRecoveryCodes(core, actor, input),
    }),
  }),
  resetSecondFactor: t.field({
    type: SignOutReceipt,
    description: 'Takes another agent’s second factor away, who has lost it, and ends all their sign-ins.',
    authScopes: { permission: 'MANAGE_AGENTS' },
    args: { input: t.arg({ type: ResetSecondFactorInput, description: 'Which agent.' }) },
    errors: { types: [NotFoundError, PermissionNotHeldError, OwnAgentError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      endedCount: await resetSecondFactor(core, actor, input),
    }),
  }),
}));
