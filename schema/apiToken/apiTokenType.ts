import {
  apiTokenStates,
  permissionsOf,
  siteScopes,
  stateOf,
  type ApiTokenState,
} from '../../api/apiToken/apiTokenRules.ts';
import { sortedPermissions } from '../../api/role/roleRules.ts';
import { builder } from '../builder.ts';
import { PermissionType } from '../role/roleType.ts';

const stateDescriptions: Record<ApiTokenState, string> = {
  ACTIVE: 'It is good.',
  EXPIRED: 'Its time is over.',
  REVOKED: 'Somebody has revoked it.',
  AGENT_DEACTIVATED: 'The agent for whom it acts is deactivated; it is good again when they are not.',
};

const ApiTokenStateType = builder.enumType('ApiTokenState', {
  description: 'Whether an API token is good, or why it is not.',
  values: Object.fromEntries(
    apiTokenStates.map((state) => [state, { description: stateDescriptions[state] }]),
  ) as Record<ApiTokenState, { description: string }>,
});

const forManagers = { authScopes: { permission: 'MANAGE_API_TOKENS' } } as const;

export const ApiTokenType = builder.prismaObject('ApiToken', {
  // Also where another type leads here one day.
  ...forManagers,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix'),
    agent: t.relation('agent', { description: 'For whom it acts.' }),
    createdBy: t.relation('createdBy', { nullable: true, description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    scopes: t.expose('scopes', {
      type: [PermissionType],
      description: 'What it may allow: never more than the agent’s role allows too.',
    }),
    permissions: t.field({
      type: [PermissionType],
      description: 'What it allows now: of its scopes those that the agent’s role allows.',
      select: { scopes: true, agent: { select: { role: { select: { permissions: true } } } } },
      resolve: (token) => sortedPermissions(permissionsOf(token, token.agent.role)),
    }),
    isReadOnly: t.exposeBoolean('isReadOnly'),
    site: t.relation('site', {
      nullable: true,
      description: 'The only site whose sessions and visitors it is for; null for all.',
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    lastUsedAddress: t.exposeString('lastUsedAddress', { nullable: true }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null when it was not.',
    }),
    state: t.field({
      type: ApiTokenStateType,
      description: 'Whether it is good, or why it is not.',
      select: { revokedAt: true, expiresAt: true, agent: { select: { deactivatedAt: true } } },
      resolve: (token, _args, { core }) => stateOf(token, token.agent, core.clock.now()),
    }),
  }),
});

builder.queryField('siteScopes', (t) =>
  t.field({
    type: [PermissionType],
    description: 'What an API token for one site can allow. For those who manage API tokens.',
    ...forManagers,
    resolve: () => sortedPermissions(siteScopes),
  }),
);
