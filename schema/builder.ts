import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { UploadedFile } from '../api/attachment/receiveContent.ts';
import { hasPermission, isInPerson, isReader } from '../api/core/actor.ts';
import { InvalidInputError, NotAllowedError, NotSignedInError } from '../api/core/errors.ts';
import type { Permission } from '../prisma/generated/client/enums.ts';
import type PrismaTypes from '../prisma/generated/pothosTypes.ts';
import { getDatamodel } from '../prisma/generated/pothosTypes.ts';
import type { Context } from './context.ts';
import { paging } from './paging.ts';

/** The one builder to which every type and field of the schema is given. */
export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: true;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  AuthScopes: {
    agent: boolean;
    inPerson: boolean;
    visitor: boolean;
    signedIn: boolean;
    permission: Permission | Permission[];
  };
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    ID: { Input: string; Output: string };
    Upload: { Input: UploadedFile; Output: never };
  };
}>({
  // The errors plugin comes first, so that it also catches what the scopes throw.
  plugins: [ErrorsPlugin, ScopeAuthPlugin, PrismaPlugin, RelayPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  errors: {
    directResult: true,
    defaultTypes: [NotSignedInError, NotAllowedError, InvalidInputError],
    defaultUnionOptions: { description: 'The result, or the reason why there is none.' },
  },
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ actor }) => ({
      agent: actor.kind === 'agent',
      // Not a program that acts for an agent by an API token.
      inPerson: isInPerson(actor),
      visitor: actor.kind === 'visitor',
      signedIn: actor.kind !== 'anonymous',
      // Of several, one is enough.
      permission: (permissions) => [permissions].flat().some((one) => hasPermission(actor, one)),
    }),
    unauthorizedError: (_parent, { actor }) =>
      actor.kind === 'anonymous' ? new NotSignedInError() : new NotAllowedError(),
  },
  prisma: {
    client: ({ core }) => core.database.prisma,
    dmmf: getDatamodel(),
    exposeDescriptions: true,
    filterConnectionTotalCount: true,
    defaultConnectionSize: 50,
    maxConnectionSize: 200,
    onUnusedQuery: null,
  },
  relay: paging,
});

builder.queryType({ description: 'What can be read.' });
builder.mutationType({
  description: 'What can be done. Every answer is either the result or a typed error.',
  // A function, because the scopes are made when they are first asked for: after `signIn` for what it returns.
  authScopes: (_root, { actor }) => !isReader(actor),
});
builder.subscriptionType({
  description: 'What can be followed live, over WebSocket (graphql-transport-ws) or SSE.',
});
