import { beforeEach, expect, test } from 'vitest';
import { ApiTokenFormState, apiTokenFormDialog } from '#lib/apiToken/apiTokenFormState.svelte.ts';
import { ApiTokenManagementState, madeApiTokenDialog } from '#lib/apiToken/apiTokenManagementState.svelte.ts';
import { exampleCommand, scopesText } from '#lib/apiToken/apiTokenText.ts';
import type { CurrentAgentFragment, ManagedApiTokenFragment, Permission } from '#lib/gql/generated.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { FakeApi, settle } from './fakeApi.ts';

const held: Permission[] = [
  'SEE_OWN_SESSIONS',
  'SEE_DEPARTMENT_SESSIONS',
  'MANAGE_TAGS',
  'MANAGE_API_TOKENS',
];
const viewer = { id: 'a', displayName: '林', role: { permissions: held } } as unknown as CurrentAgentFragment;
const choices = {
  __typename: 'Query' as const,
  colleagues: [{ __typename: 'Agent' as const, id: 'b', displayName: '王' }],
  sites: [{ __typename: 'Site' as const, id: 's', name: '官网' }],
  siteScopes: ['SEE_OWN_SESSIONS', 'SEE_DEPARTMENT_SESSIONS'] as Permission[],
};
const token = {
  __typename: 'ApiToken',
  id: 't',
  name: 'CRM',
  state: 'ACTIVE',
  scopes: ['SEE_OWN_SESSIONS', 'MANAGE_TAGS'],
  permissions: ['SEE_OWN_SESSIONS'],
} as unknown as ManagedApiTokenFragment;
const page = (nodes: ManagedApiTokenFragment[]) => ({
  apiTokens: {
    totalCount: nodes.length,
    edges: nodes.map((node) => ({ node })),
    pageInfo: { hasNextPage: false, endCursor: null },
  },
});
const formOn = (api: FakeApi) => new ApiTokenFormState({ api, viewer, choices });

beforeEach(() => {
  apiTokenFormDialog.close(null);
  confirmState.answer(false);
});

test('a new token is for oneself, for reading only and for 90 days, until something else is chosen', async () => {
  const made = { __typename: 'CreatedApiToken', secret: 'dk_x', apiToken: token };
  const api = new FakeApi({ CreateApiToken: () => ({ createApiToken: made }) });
  const form = formOn(api);
  const answer = apiTokenFormDialog.ask(form);
  form.name = ' CRM ';
  form.toggle('SEE_OWN_SESSIONS');
  const before = Date.now();
  await form.submit();
  expect(await answer).toEqual(made);
  const { input } = api.callsOf('CreateApiToken')[0] as { input: Record<string, string> };
  expect(input).toMatchObject({ name: 'CRM', agentId: 'a', siteId: null, isReadOnly: true });
  expect(input.scopes).toEqual(['SEE_OWN_SESSIONS']);
  expect(Date.parse(input.expiresAt ?? '') - before).toBeGreaterThanOrEqual(90 * 24 * 60 * 60 * 1000);
});

test('nothing is asked for without a name and a scope, and both are said', async () => {
  const api = new FakeApi({});
  const form = formOn(api);
  await form.submit();
  expect(api.calls).toEqual([]);
  expect([form.nameError, form.scopesError]).not.toContain(null);
});

test('only what one may do oneself is offered, and for one site only what a site’s token can allow', () => {
  const form = formOn(new FakeApi({}));
  expect(form.groups.flatMap(({ permissions }) => permissions).toSorted()).toEqual(held.toSorted());
  form.chooseAll(true);
  form.siteId = 's';
  expect(form.scopes).toEqual(['SEE_OWN_SESSIONS', 'SEE_DEPARTMENT_SESSIONS']);
  form.siteId = null;
  expect(form.scopes).toEqual(held);
});

test('a refusal stays in the dialog, in words', async () => {
  const refusal = { __typename: 'PermissionNotHeldError', code: 'PERMISSION_NOT_HELD' };
  const form = formOn(new FakeApi({ CreateApiToken: () => ({ createApiToken: refusal }) }));
  void apiTokenFormDialog.ask(form);
  form.name = 'CRM';
  form.chooseAll(true);
  await form.submit();
  expect(form.error).toContain('may not do yourself');
  expect(apiTokenFormDialog.form).toBe(form);
});

test('the secret of a new token is shown once, and a token is revoked after a confirmation', async () => {
  const revoked = { ...token, state: 'REVOKED' };
  const api = new FakeApi({
    ApiTokens: () => page([token]),
    ApiTokenChoices: () => choices,
    CreateApiToken: () => ({
      createApiToken: { __typename: 'CreatedApiToken', secret: 'dk_x', apiToken: token },
    }),
    RevokeApiToken: () => ({ revokeApiToken: revoked }),
  });
  const management = new ApiTokenManagementState(api, viewer);
  void management.create();
  await settle();
  const form = apiTokenFormDialog.form as ApiTokenFormState;
  form.name = 'CRM';
  form.chooseAll(true);
  await form.submit();
  await settle();
  expect(madeApiTokenDialog.form?.secret).toBe('dk_x');
  expect(exampleCommand('https://chat.example', 'dk_x')).toContain('Bearer dk_x');
  madeApiTokenDialog.close(null);
  expect(management.list.rows).toEqual([token]);
  const revoking = management.revoke(token);
  expect(api.callsOf('RevokeApiToken')).toEqual([]);
  confirmState.answer(true);
  await revoking;
  expect(management.list.rows).toEqual([revoked]);
});

test('scopes that the agent’s role does not allow are not counted as rights', () => {
  expect(scopesText(token)).toContain('1 of 2');
});
