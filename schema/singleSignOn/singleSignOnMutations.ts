import { ProofNeededError } from '../../api/agent/agentErrors.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { unlinkAccount } from '../../api/singleSignOn/linkAccount.ts';
import { ProviderFailedError, SingleSignOnOnlyError } from '../../api/singleSignOn/singleSignOnErrors.ts';
import { updateSingleSignOn } from '../../api/singleSignOn/updateSingleSignOn.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { SingleSignOnType } from './singleSignOnType.ts';

const UpdateSingleSignOnInput = builder.inputType('UpdateSingleSignOnInput', {
  description: 'How agents sign in at the organisation’s identity provider.',
  fields: (t) => ({
    issuer: t.string({
      description: 'The provider’s address: HTTPS, with `/.well-known/openid-configuration` below it.',
    }),
    clientId: t.string({ description: 'What the provider calls the product; at most 300 characters.' }),
    clientSecret: t.string({
      required: false,
      description:
        'The secret that the provider gave; null keeps the one that is there, as long as issuer and client stay the same.',
    }),
    buttonText: t.string({ description: 'What stands on the sign-in page’s button; at most 40 characters.' }),
    allowedDomains: t.stringList({
      description:
        'Only accounts with a verified address of one of these domains; all when empty. At most 50.',
    }),
    linksByEmail: t.boolean({
      description: 'Whether an account is linked by itself to the agent whose login is its verified address.',
    }),
    isEnabled: t.boolean({ description: 'Whether it is offered; the provider must answer then.' }),
    isOnlyWay: t.boolean({
      description: 'Whether passwords are taken from nobody but whoever switches this on.',
    }),
  }),
});

builder.mutationFields((t) => ({
  updateSingleSignOn: t.field({
    type: SingleSignOnType,
    description: 'Sets single sign-on up.',
    authScopes: { permission: 'MANAGE_SETTINGS' },
    args: { input: t.arg({ type: UpdateSingleSignOnInput, description: 'How.' }) },
    errors: { types: [ProviderFailedError] },
    resolve: (_root, { input }, { core, actor }) => updateSingleSignOn(core, actor, input),
  }),
  unlinkAccount: t.field({
    type: DeletionReceipt,
    description:
      'Takes the link with one’s account at the identity provider away, once `proveSignIn` has shown that it is oneself.',
    authScopes: { inPerson: true },
    errors: { types: [NotFoundError, SingleSignOnOnlyError, ProofNeededError] },
    resolve: async (_root, _args, { core, actor }) => ({ deletedId: await unlinkAccount(core, actor) }),
  }),
}));
