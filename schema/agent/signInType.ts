import { WrongPasswordError } from '../../api/agent/agentErrors.ts';
import { endOtherSignIns, endSignIn } from '../../api/agent/endOwnSignIns.ts';
import { proveSignIn } from '../../api/agent/proveSignIn.ts';
import { ownSignIns } from '../../api/agent/signInAccess.ts';
import { asAgent } from '../../api/core/actor.ts';
import { regionOf } from '../../api/core/addressRegion.ts';
import { NotFoundError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { WrongCodeError } from '../../api/secondFactor/secondFactorErrors.ts';
import { deviceOf } from '../../api/visitor/deviceRules.ts';
import type { SignIn } from '../../prisma/generated/client/client.ts';
import { builder } from '../builder.ts';
import { DeviceType, RegionType } from '../session/visitFactsType.ts';
import { SignOutReceipt } from './agentMutations.ts';

const SignInType = builder.objectRef<SignIn>('SignIn').implement({
  description: 'One device or browser on which an agent is signed in.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    device: t.field({
      type: DeviceType,
      description: 'The browser, system and device.',
      resolve: ({ userAgent }) => deviceOf(userAgent),
    }),
    address: t.exposeString('address', { description: 'The IP address it was made from.' }),
    region: t.field({
      type: RegionType,
      nullable: true,
      description: 'Where the IP address is registered; null when it is not known for certain.',
      resolve: ({ address }) => regionOf(address),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      description: 'When it was used last, within five minutes.',
    }),
    isCurrent: t.boolean({
      description: 'Whether it is the one that asks.',
      resolve: ({ id }, _args, { actor }) => actor.kind === 'agent' && actor.credential.id === id,
    }),
  }),
});

const EndSignInInput = builder.inputType('EndSignInInput', {
  description: 'Which sign-in to end.',
  fields: (t) => ({ signInId: t.id({ description: 'Which of one’s own.' }) }),
});

const ProveSignInInput = builder.inputType('ProveSignInInput', {
  description: 'Proof that it is oneself.',
  fields: (t) => ({
    password: t.string({ description: 'One’s password.' }),
    code: t.string({
      required: false,
      description:
        'A code that the app shows now, or a recovery code, which is used up. For who has a second factor.',
    }),
  }),
});

const SignInProofType = builder.objectRef<{ provedUntil: Date }>('SignInProof').implement({
  description: 'That somebody has proved anew who they are.',
  fields: (t) => ({
    provedUntil: t.expose('provedUntil', {
      type: 'DateTime',
      description: 'Until when it counts, on this sign-in.',
    }),
  }),
});

builder.queryField('signIns', (t) =>
  t.field({
    type: [SignInType],
    description: 'Where one is signed in: this sign-in first, then those used last. At most 200.',
    authScopes: { inPerson: true },
    resolve: (_root, _args, { core, actor }) => ownSignIns(core, asAgent(actor)),
  }),
);

builder.mutationFields((t) => ({
  proveSignIn: t.field({
    type: SignInProofType,
    description:
      'Proves anew that it is oneself, before an account at the identity provider is linked (`/sign-in/start?link`) or unlinked.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: ProveSignInInput, description: 'All that signing in takes.' }) },
    errors: { types: [WrongPasswordError, WrongCodeError, TooManyAttemptsError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      provedUntil: await proveSignIn(core, actor, input),
    }),
  }),
  endSignIn: t.field({
    type: SignOutReceipt,
    description: 'Ends one of one’s sign-ins, and closes its connections.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: EndSignInInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      endedCount: await endSignIn(core, actor, input),
    }),
  }),
  endOtherSignIns: t.field({
    type: SignOutReceipt,
    description: 'Ends one’s sign-ins on all other devices, and closes their connections.',
    authScopes: { inPerson: true },
    errors: {},
    resolve: async (_root, _args, { core, actor }) => ({ endedCount: await endOtherSignIns(core, actor) }),
  }),
}));
