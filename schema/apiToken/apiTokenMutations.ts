import { createApiToken } from '../../api/apiToken/createApiToken.ts';
import { renameApiToken } from '../../api/apiToken/renameApiToken.ts';
import { revokeApiToken } from '../../api/apiToken/revokeApiToken.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { PermissionNotHeldError } from '../../api/role/roleErrors.ts';
import { builder } from '../builder.ts';
import { PermissionType } from '../role/roleType.ts';
import { ApiTokenType } from './apiTokenType.ts';

const name = 'What people call it; at most 100 characters.';

const CreateApiTokenInput = builder.inputType('CreateApiTokenInput', {
  description: 'An API token to be made.',
  fields: (t) => ({
    name: t.string({ description: name }),
    agentId: t.id({
      required: false,
      description: 'For whom it is to act: an agent within reach; oneself when left out.',
    }),
    scopes: t.field({
      type: [PermissionType],
      description: 'What it may allow: nothing that whoever makes it may not do.',
    }),
    isReadOnly: t.boolean({
      required: false,
      description: 'Whether it may only read: no mutation is done for it then.',
    }),
    siteId: t.id({
      required: false,
      description:
        'The only site whose sessions and visitors it is for; its scopes must be among `siteScopes` then.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      required: false,
      description: 'From when it is good no more; never when left out.',
    }),
  }),
});

const RenameApiTokenInput = builder.inputType('RenameApiTokenInput', {
  description: 'A new name for an API token.',
  fields: (t) => ({
    apiTokenId: t.id({ description: 'Which one.' }),
    name: t.string({ description: name }),
  }),
});

const RevokeApiTokenInput = builder.inputType('RevokeApiTokenInput', {
  description: 'Which API token to revoke.',
  fields: (t) => ({ apiTokenId: t.id({ description: 'Which one.' }) }),
});

type Created = Awaited<ReturnType<typeof createApiToken>>;

const CreatedApiToken = builder.objectRef<Created>('CreatedApiToken').implement({
  description: 'A new API token and its secret.',
  fields: (t) => ({
    apiToken: t.expose('apiToken', { type: ApiTokenType, description: 'The token, without its secret.' }),
    secret: t.exposeString('secret', {
      description: 'What proves it: `Authorization: Bearer …`. Shown now and never again.',
    }),
  }),
});

const authScopes = { permission: 'MANAGE_API_TOKENS' } as const;

builder.mutationFields((t) => ({
  createApiToken: t.field({
    type: CreatedApiToken,
    description:
      'Makes a key with which a program does what an agent may do, or less. Its rights at every moment are those of its scopes that the agent’s role allows.',
    authScopes,
    args: { input: t.arg({ type: CreateApiTokenInput, description: 'What it is to allow.' }) },
    errors: { types: [NotFoundError, PermissionNotHeldError] },
    resolve: (_root, { input }, { core, actor }) => createApiToken(core, actor, input),
  }),
  renameApiToken: t.field({
    type: ApiTokenType,
    description: 'Calls an API token otherwise; what it allows never changes.',
    authScopes,
    args: { input: t.arg({ type: RenameApiTokenInput, description: 'Which, and how.' }) },
    errors: { types: [NotFoundError, PermissionNotHeldError] },
    resolve: (_root, { input }, { core, actor }) => renameApiToken(core, actor, input),
  }),
  revokeApiToken: t.field({
    type: ApiTokenType,
    description: 'Ends an API token for good: at once, for connections and streams too that stand on it.',
    authScopes,
    args: { input: t.arg({ type: RevokeApiTokenInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError, PermissionNotHeldError] },
    resolve: (_root, { input }, { core, actor }) => revokeApiToken(core, actor, input),
  }),
}));
