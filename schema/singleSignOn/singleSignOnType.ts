import { asAgent } from '../../api/core/actor.ts';
import { findSingleSignOn } from '../../api/singleSignOn/singleSignOnAccess.ts';
import { ProviderFailedError, SingleSignOnOnlyError } from '../../api/singleSignOn/singleSignOnErrors.ts';
import type { AgentIdentity, SingleSignOn } from '../../prisma/generated/client/client.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const SingleSignOnType = builder.objectRef<SingleSignOn>('SingleSignOn').implement({
  description:
    'How agents sign in with their account at the organisation’s identity provider (OpenID Connect).',
  fields: (t) => ({
    issuer: t.exposeString('issuer', { description: 'The provider’s address.' }),
    clientId: t.exposeString('clientId', { description: 'What the provider calls the product.' }),
    hasClientSecret: t.boolean({
      description: 'Whether a secret is kept, which nobody can read again.',
      resolve: ({ sealedClientSecret }) => sealedClientSecret !== null,
    }),
    buttonText: t.exposeString('buttonText', { description: 'What stands on the sign-in page’s button.' }),
    allowedDomains: t.exposeStringList('allowedDomains', {
      description: 'Only accounts with a verified address of one of these domains; all when empty.',
    }),
    linksByEmail: t.exposeBoolean('linksByEmail', {
      description: 'Whether an account is linked by itself to the agent whose login is its verified address.',
    }),
    isEnabled: t.exposeBoolean('isEnabled', { description: 'Whether it is offered.' }),
    isOnlyWay: t.exposeBoolean('isOnlyWay', {
      description: 'Whether passwords are taken from nobody but the one who is kept for emergencies.',
    }),
    keptAgentName: t.string({
      nullable: true,
      description: 'Who still signs in with a password; null while everybody does.',
      resolve: async ({ keptAgentId }, _args, { core }) =>
        keptAgentId &&
        ((await core.database.prisma.agent.findUnique({ where: { id: keptAgentId } }))?.displayName ?? null),
    }),
  }),
});

interface SignInWays {
  buttonText: string | null;
  takesPasswords: boolean;
}

const SignInWaysType = builder.objectRef<SignInWays>('SignInWays').implement({
  description: 'How agents sign in here.',
  fields: (t) => ({
    singleSignOn: t.string({
      nullable: true,
      description:
        'What stands on the button that leads to `/sign-in/start`; null when there is no such way.',
      resolve: ({ buttonText }) => buttonText,
    }),
    takesPasswords: t.exposeBoolean('takesPasswords', {
      description: 'Whether agents sign in with a password; else only who is kept for emergencies does.',
    }),
  }),
});

const LinkedAccountType = builder.objectRef<AgentIdentity>('LinkedAccount').implement({
  description: 'An agent’s account at the organisation’s identity provider.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'What the provider called it when it was linked.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when it is linked.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was signed in with last; null for never.',
    }),
  }),
});

builder.queryFields((t) => ({
  signInWays: t.field({
    type: SignInWaysType,
    description: 'How agents sign in here. Open to everybody.',
    resolve: async (_root, _args, { core }) => {
      const found = await findSingleSignOn(core.database.prisma);
      if (!found?.isEnabled) return { buttonText: null, takesPasswords: true };
      return { buttonText: found.buttonText, takesPasswords: !found.isOnlyWay };
    },
  }),
  singleSignOn: t.field({
    type: SingleSignOnType,
    nullable: true,
    description: 'How single sign-on is set up; null when it never was.',
    authScopes: { permission: 'MANAGE_SETTINGS' },
    resolve: (_root, _args, { core }) => findSingleSignOn(core.database.prisma),
  }),
  linkedAccount: t.field({
    type: LinkedAccountType,
    nullable: true,
    description: 'One’s account at the identity provider; null when none is linked. For agents.',
    authScopes: { inPerson: true },
    resolve: async (_root, _args, { core, actor }) => {
      const settings = await findSingleSignOn(core.database.prisma);
      const which = { agentId: asAgent(actor).agentId, issuer: settings?.issuer ?? '' };
      return core.database.prisma.agentIdentity.findUnique({ where: { agentId_issuer: which } });
    },
  }),
}));

builder.objectType(SingleSignOnOnlyError, {
  name: 'SingleSignOnOnlyError',
  description: 'Passwords are not taken: sign in at the provider.',
  interfaces: [ErrorInterface],
});

builder.objectType(ProviderFailedError, {
  name: 'ProviderFailedError',
  description: 'The identity provider does not answer, or not as it should.',
  interfaces: [ErrorInterface],
});
