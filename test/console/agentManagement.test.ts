import { beforeEach, describe, expect, it } from 'vitest';
import { agentFormDialog } from '#lib/agent/agentFormState.svelte.ts';
import { AgentManagementState, invitationDialog } from '#lib/agent/agentManagementState.svelte.ts';
import { deactivationDialog } from '#lib/agent/deactivationState.svelte.ts';
import { departmentOptions } from '#lib/agent/departmentOptions.ts';
import { InvitationState } from '#lib/agent/invitationState.svelte.ts';
import type { CurrentAgentFragment, ManagedAgentFragment } from '#lib/gql/generated.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, settle } from './fakeApi.ts';

const buildAgent = (id: string, change: Partial<ManagedAgentFragment> = {}): ManagedAgentFragment => ({
  __typename: 'Agent',
  id,
  login: id,
  displayName: id,
  status: 'ONLINE',
  state: 'ACTIVE',
  capacity: 10,
  liveSessionsCount: 0,
  ownRepliesCount: 0,
  lastSeenAt: null,
  invitationExpiresAt: null,
  hasSecondFactor: false,
  viewerCanChange: true,
  department: { __typename: 'Department', id: 'd', name: 'Desk' },
  role: { __typename: 'Role', id: 'r', name: 'Agent' },
  ...change,
});

const viewer = {
  id: 'me',
  department: { id: 'd', name: 'Desk' },
  role: { id: 'r', name: 'Admin', permissions: ['MANAGE_AGENTS', 'SEE_ALL_SESSIONS'] },
} as unknown as CurrentAgentFragment;

function buildPage(agents: ManagedAgentFragment[], answers: Record<string, unknown> = {}) {
  const api = new FakeApi({
    ManagedAgents: ({ first, after }) => {
      const from = Number(after ?? 0);
      const size = Number(first);
      return {
        agents: {
          totalCount: agents.length,
          edges: agents.slice(from, from + size).map((node) => ({ node })),
          pageInfo: { hasNextPage: from + size < agents.length, endCursor: String(from + size) },
        },
      };
    },
    AgentPlaces: () => ({
      departments: [{ id: 'd', name: 'Desk', parentId: null }],
      roles: [
        { id: 'r', name: 'Agent', permissions: ['MANAGE_AGENTS'] },
        { id: 'x', name: 'Chief', permissions: ['MANAGE_ROLES'] },
      ],
    }),
    ...Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, () => answer])),
  });
  const page = new AgentManagementState(api, viewer);
  page.load();
  return { api, page };
}

beforeEach(() => void (toastState.toasts = []));

describe('the page of agents', () => {
  it('fetches a thousand agents a page at a time, each once', async () => {
    const { page } = buildPage(Array.from({ length: 1000 }, (_, index) => buildAgent(`a${index}`)));
    await settle();
    expect(page.list.rows).toHaveLength(50);
    await Promise.all([page.list.loadMore(), page.list.loadMore()]);
    expect(page.list.rows).toHaveLength(100);
    expect(page.list.totalCount).toBe(1000);
  });

  it('asks the API for what is searched and chosen, from the beginning', async () => {
    const { api, page } = buildPage([buildAgent('a')]);
    await settle();
    page.search.text = ' lin ';
    page.search.searchNow();
    page.narrow({ state: 'INVITED' });
    await settle();
    expect(api.callsOf('ManagedAgents').at(-1)).toMatchObject({
      search: 'lin',
      state: 'INVITED',
      after: null,
    });
    page.widen();
    await settle();
    expect(api.callsOf('ManagedAgents').at(-1)).toMatchObject({ search: null, state: null });
  });

  it('offers only roles that allow no more than one may do oneself', async () => {
    const { page } = buildPage([]);
    await settle();
    expect(page.places.givableRoleOptions).toEqual([{ value: 'r', label: 'Agent' }]);
  });

  it('shows the link of who is invited, and the reason at the field where it is refused', async () => {
    const link = { __typename: 'InvitationLink', url: 'u', expiresAt: 'e', agent: buildAgent('new') };
    const { api, page } = buildPage([], { InviteAgent: { inviteAgent: link } });
    void page.invite();
    await settle();
    const form = agentFormDialog.form;
    if (!form) throw new Error('no form');
    await form.submit();
    expect(Object.keys(form.errors)).toEqual(['displayName', 'login', 'departmentId', 'roleId']);
    expect(api.callsOf('InviteAgent')).toEqual([]);
    Object.assign(form, { displayName: ' Zhou ', login: 'zhou', departmentId: 'd', roleId: 'r' });
    await form.submit();
    await settle();
    const input = { displayName: 'Zhou', login: 'zhou', departmentId: 'd', roleId: 'r' };
    expect(api.callsOf('InviteAgent')).toEqual([{ input }]);
    expect(invitationDialog.form?.url).toBe('u');
    invitationDialog.close(null);
  });

  it('says that a login is taken where it was typed', async () => {
    const taken = { __typename: 'LoginTakenError', code: 'LOGIN_TAKEN' };
    const { page } = buildPage([], { InviteAgent: { inviteAgent: taken } });
    void page.invite();
    const form = agentFormDialog.form;
    if (!form) throw new Error('no form');
    Object.assign(form, { displayName: 'Zhou', login: 'zhou', departmentId: 'd', roleId: 'r' });
    await form.submit();
    expect(form.errors).toEqual({ login: 'Another agent has this login.' });
    agentFormDialog.close(null);
  });

  it('deactivates with the sessions and replies handed to whom was chosen, and offers the way back', async () => {
    const leaving = buildAgent('leaving', { liveSessionsCount: 2, ownRepliesCount: 1 });
    const answer = { deactivateAgent: { ...leaving, state: 'DEACTIVATED' } };
    const { api, page } = buildPage([leaving, buildAgent('other')], { DeactivateAgent: answer });
    await settle();
    const done = page.deactivate(leaving);
    await settle();
    const form = deactivationDialog.form;
    if (!form) throw new Error('no form');
    expect(form.sessionTargets).toEqual([{ value: 'other', label: 'other · Desk' }]);
    form.handOverToId = 'other';
    await form.submit();
    await done;
    const input = { agentId: 'leaving', handOverToId: 'other', quickRepliesToId: null };
    expect(api.callsOf('DeactivateAgent')).toEqual([{ input }]);
    expect(page.list.rows[0]?.state).toBe('DEACTIVATED');
    expect(toastState.toasts.at(-1)?.action?.label).toBe('Reactivate');
  });

  it('takes who never came off the list when the link is withdrawn, after asking', async () => {
    const invited = buildAgent('invited', { state: 'INVITED' });
    const receipt = { __typename: 'DeletionReceipt', deletedId: 'invited' };
    const { page } = buildPage([invited], { WithdrawInvitation: { withdrawInvitation: receipt } });
    await settle();
    const done = page.withdraw(invited);
    confirmState.answer(true);
    await done;
    expect(page.list.rows).toEqual([]);
    expect(page.list.totalCount).toBe(0);
  });
});

describe('departments to choose from', () => {
  const node = (id: string, parentId: string | null) => ({
    __typename: 'Department' as const,
    id,
    name: id,
    parentId,
  });
  const tree = [node('root', null), node('b', 'root'), node('a', 'root'), node('c', 'b')];

  it('stand below those that they belong to', () => {
    const labels = departmentOptions(tree).map(({ label }) => label);
    expect(labels).toEqual(['root', '\u3000b', '\u3000\u3000c', '\u3000a']);
  });

  it('begin with the own one for who reaches no further', () => {
    expect(departmentOptions(tree, 'b').map(({ value }) => value)).toEqual(['b', 'c']);
  });
});

describe('the page of a link', () => {
  const invitation = { __typename: 'Invitation', login: 'zhou', displayName: 'Zhou', isFirst: true };
  const build = (answers: Record<string, unknown>) => {
    const api = new FakeApi(
      Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, () => answer])),
    );
    return { api, form: new InvitationState(api, '#secret') };
  };

  it('sets the password and signs in with it', async () => {
    const { api, form } = build({
      Invitation: { invitation },
      AcceptInvitation: { acceptInvitation: invitation },
      SignIn: { signIn: { __typename: 'Agent' } },
    });
    await form.invitation.load();
    form.password = form.repeated = 'long enough';
    expect(await form.submit()).toBe('SIGNED_IN');
    expect(api.callsOf('AcceptInvitation')).toEqual([
      { input: { token: 'secret', password: 'long enough' } },
    ]);
    expect(api.callsOf('SignIn')).toEqual([{ input: { login: 'zhou', password: 'long enough' } }]);
  });

  it('leads to the sign-in page where signing in needs more than the password', async () => {
    const { form } = build({
      AcceptInvitation: { acceptInvitation: invitation },
      SignIn: { signIn: { __typename: 'SomethingElse' } },
    });
    form.password = form.repeated = 'long enough';
    expect(await form.submit()).toBe('ACCEPTED');
  });

  it('asks for the same password twice', async () => {
    const { api, form } = build({});
    form.password = 'long enough';
    form.repeated = 'long enouhg';
    expect(await form.submit()).toBeNull();
    expect(form.repeatedError).toBe('The two are not the same.');
    expect(api.calls).toEqual([]);
  });

  it('says that a link is not good any more, when it opens and when it is used', async () => {
    const expired = { __typename: 'InvitationExpiredError', code: 'INVITATION_EXPIRED' };
    const { form } = build({
      Invitation: { invitation: null },
      AcceptInvitation: { acceptInvitation: expired },
    });
    await form.invitation.load();
    expect(form.isExpired).toBe(true);
    form.isExpired = false;
    form.password = form.repeated = 'long enough';
    expect(await form.submit()).toBeNull();
    expect(form.isExpired).toBe(true);
  });
});
