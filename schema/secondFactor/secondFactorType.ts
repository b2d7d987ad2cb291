import { secondFactorOf, type SecondFactorStanding } from '../../api/secondFactor/secondFactorAccess.ts';
import {
  ChallengeOverError,
  SecondFactorNeededError,
  SecondFactorOffError,
  SecondFactorOnError,
  WrongCodeError,
  type SecondFactorSetup,
} from '../../api/secondFactor/secondFactorErrors.ts';
import { asAgent } from '../../api/core/actor.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const SecondFactorSetupType = builder.objectRef<SecondFactorSetup>('SecondFactorSetup').implement({
  description: 'What an authenticator app needs to make codes (TOTP, RFC 6238). Told this once.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The key in base32, for those who cannot scan.' }),
    uri: t.exposeString('uri', { description: 'What a QR code is to say: `otpauth://totp/…`.' }),
  }),
});

export const SecondFactorType = builder.objectRef<SecondFactorStanding>('SecondFactor').implement({
  description:
    'How it stands with one’s second factor: the codes of an app that are asked for after the password.',
  fields: (t) => ({
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is asked for; null when there is none.',
    }),
    recoveryCodesLeft: t.exposeInt('recoveryCodesLeft', {
      description: 'How many recovery codes are not used yet.',
    }),
    isRequired: t.exposeBoolean('isRequired', {
      description: 'Whether the organisation requires one of those who sign in with a password.',
    }),
  }),
});

builder.queryField('secondFactor', (t) =>
  t.field({
    type: SecondFactorType,
    description: 'How it stands with one’s own second factor. For agents.',
    authScopes: { inPerson: true },
    resolve: (_root, _args, { core, actor }) => secondFactorOf(core, asAgent(actor)),
  }),
);

builder.prismaObjectField('Agent', 'hasSecondFactor', (t) =>
  t.boolean({
    description: 'Whether the agent is asked for a second factor. For those who manage agents.',
    authScopes: { permission: 'MANAGE_AGENTS' },
    select: { secondFactor: { select: { confirmedAt: true } } },
    resolve: ({ secondFactor }) => secondFactor?.confirmedAt != null,
  }),
);

builder.objectType(SecondFactorNeededError, {
  name: 'SecondFactorNeededError',
  description:
    'The password is right, and nobody is signed in yet: go on with `answerSecondFactor`, or with `setUpSecondFactor` where there is something to set up.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    challenge: t.exposeString('challenge', {
      description: 'Proves, once, that the password was right. To be kept from everybody else.',
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it can be gone on from.' }),
    setup: t.expose('setup', {
      type: SecondFactorSetupType,
      nullable: true,
      description:
        'What to set up first, because the organisation requires it; null for who has a second factor.',
    }),
  }),
});

builder.objectType(ChallengeOverError, {
  name: 'ChallengeOverError',
  description: 'Too much time has passed since the password, or somebody went on from there: sign in anew.',
  interfaces: [ErrorInterface],
});

builder.objectType(WrongCodeError, {
  name: 'WrongCodeError',
  description: 'It is no code of this moment, was used already, or is no recovery code.',
  interfaces: [ErrorInterface],
});

builder.objectType(SecondFactorOnError, {
  name: 'SecondFactorOnError',
  description: 'There is a second factor, which must be removed first.',
  interfaces: [ErrorInterface],
});

builder.objectType(SecondFactorOffError, {
  name: 'SecondFactorOffError',
  description: 'There is no second factor, or none that was begun.',
  interfaces: [ErrorInterface],
});
