import { afterEach, describe, expect, it } from 'vitest';
import type { SingleSignOnPartsFragment, UpdateSingleSignOnInput } from '#lib/gql/generated.ts';
import { proofDialog } from '#lib/account/proofFormState.svelte.ts';
import { LinkedAccountState } from '#lib/singleSignOn/linkedAccountState.svelte.ts';
import { providerAddress } from '#lib/singleSignOn/providerAddress.ts';
import { SingleSignOnFormState } from '#lib/singleSignOn/singleSignOnFormState.svelte.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, settle } from './fakeApi.ts';

afterEach(() => toastState.toasts.forEach(({ id }) => toastState.dismiss(id)));

const kept: SingleSignOnPartsFragment = {
  __typename: 'SingleSignOn',
  issuer: 'https://id.example',
  clientId: 'dukou',
  hasClientSecret: true,
  buttonText: 'Work account',
  allowedDomains: ['clinic.example'],
  linksByEmail: false,
  isEnabled: true,
  isOnlyWay: false,
  keptAgentName: null,
};

function build(answer: (input: UpdateSingleSignOnInput) => object) {
  const api = new FakeApi({
    UpdateSingleSignOn: ({ input }) => ({ updateSingleSignOn: answer(input as UpdateSingleSignOnInput) }),
  });
  return { api, form: new SingleSignOnFormState(api, kept) };
}

describe('setting single sign-on up', () => {
  it('keeps the secret that is there unless another is typed, and reads domains as people write them', async () => {
    const { api, form } = build(() => kept);
    form.domains = ' clinic.example，other.example;third.example ';
    await form.submit();
    const [sent] = api.callsOf('UpdateSingleSignOn');
    expect(sent).toMatchObject({
      input: {
        clientSecret: null,
        allowedDomains: ['clinic.example', 'other.example', 'third.example'],
      },
    });
    form.clientSecret = 'new secret';
    await form.submit();
    expect(api.callsOf('UpdateSingleSignOn')[1]).toMatchObject({ input: { clientSecret: 'new secret' } });
    expect(form.clientSecret).toBe('');
  });

  it('asks before passwords are not taken any more', async () => {
    const { api, form } = build(() => ({ ...kept, isOnlyWay: true, keptAgentName: 'Admin' }));
    form.isOnlyWay = true;
    const refused = form.submit();
    await settle();
    confirmState.answer(false);
    await refused;
    expect(api.calls).toEqual([]);
    const saved = form.submit();
    await settle();
    confirmState.answer(true);
    await saved;
    expect([api.calls.length, form.kept?.keptAgentName]).toEqual([1, 'Admin']);
  });

  it('says at the field what is wrong, and in words when the provider does not answer', async () => {
    const violations = [{ field: 'allowedDomains.0', rule: 'MALFORMED', limit: null }];
    const malformed = build(() => ({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations }));
    await malformed.form.submit();
    expect(malformed.form.errors.allowedDomains).toContain('clinic.example');
    const silent = build(() => ({ __typename: 'ProviderFailedError', code: 'PROVIDER_FAILED' }));
    await silent.form.submit();
    expect(silent.form.error).toContain('identity provider');
  });
});

describe('the account at the provider', () => {
  const account = { label: 'lin@clinic.example', createdAt: '2026-11-27T08:00:00Z', lastUsedAt: null };

  async function read(since: string | null, proof: () => object) {
    const api = new FakeApi({
      LinkedAccount: () => ({
        signInWays: { singleSignOn: 'Work account' },
        linkedAccount: account,
        secondFactor: { since },
      }),
      ProveSignIn: () => ({ proveSignIn: proof() }),
      UnlinkAccount: () => ({ unlinkAccount: { __typename: 'DeletionReceipt', deletedId: 'lin' } }),
    });
    const linked = new LinkedAccountState(api);
    await linked.standing.load();
    return { api, linked };
  }

  function form() {
    if (!proofDialog.form) throw new Error('nobody is asked for proof');
    return proofDialog.form;
  }

  it('is linked after the password, and who gives up stays where they are', async () => {
    const { api, linked } = await read(null, () => ({ __typename: 'SignInProof', provedUntil: '' }));
    const addresses: string[] = [];
    const givenUp = linked.link((address) => addresses.push(address));
    proofDialog.close(null);
    await givenUp;
    expect(addresses).toEqual([]);
    const done = linked.link((address) => addresses.push(address));
    expect(form().canSubmit).toBe(false);
    form().password = 'secret';
    await form().submit();
    await done;
    expect(addresses).toEqual(['/sign-in/start?link']);
    expect(api.callsOf('ProveSignIn')).toEqual([{ input: { password: 'secret', code: null } }]);
  });

  it('is unlinked after password and code where there is a second factor, and says which of them is wrong', async () => {
    const answers = [
      { __typename: 'WrongPasswordError', code: 'WRONG_PASSWORD' },
      { __typename: 'WrongCodeError', code: 'WRONG_CODE' },
      { __typename: 'SignInProof', provedUntil: '' },
    ];
    const { api, linked } = await read('2026-11-27T08:00:00Z', () => answers.shift() ?? {});
    const done = linked.unlink();
    const asked = form();
    asked.password = 'secret';
    expect(asked.canSubmit).toBe(false);
    asked.code = ' 123456 ';
    await asked.submit();
    expect([asked.passwordError, asked.codeError]).toEqual(['This is not your password.', null]);
    await asked.submit();
    expect([asked.passwordError, asked.codeError]).toEqual([null, expect.stringContaining('code')]);
    expect(api.callsOf('UnlinkAccount')).toEqual([]);
    await asked.submit();
    await done;
    expect(api.callsOf('ProveSignIn')[0]).toEqual({ input: { password: 'secret', code: '123456' } });
    expect(api.callsOf('UnlinkAccount')).toEqual([{}]);
    expect(proofDialog.form).toBeNull();
  });
});

it('the way to the provider keeps where to go afterwards', () => {
  expect(providerAddress(null)).toBe('/sign-in/start');
  expect(providerAddress('/sessions/1?list=TALKING')).toBe(
    '/sign-in/start?next=%2Fsessions%2F1%3Flist%3DTALKING',
  );
});
