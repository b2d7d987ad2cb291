import { afterEach, describe, expect, it } from 'vitest';
import { PasswordFormState } from '#lib/account/passwordFormState.svelte.ts';
import { passwordStrength } from '#lib/account/passwordStrength.ts';
import { SignInListState } from '#lib/account/signInListState.svelte.ts';
import type { OwnSignInFragment } from '#lib/gql/generated.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, settle } from './fakeApi.ts';

afterEach(() => toastState.toasts.forEach(({ id }) => toastState.dismiss(id)));

describe('how strong a password is', () => {
  it.each([
    ['1234567', 'short'],
    ['12345678', 'weak'],
    ['hgfedcba', 'weak'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['Password123', 'weak'],
    ['lin.yizhu2026', 'weak'],
    ['kvtrwpzq', 'weak'],
    ['Kv7trwpz', 'fair'],
    ['kvtrwpzqmb', 'fair'],
    ['门诊下午三点半开会哦', 'fair'],
    ['Kv7trwpz!m', 'strong'],
    ['four quiet boats cross', 'strong'],
  ] as const)('%s is %s', (password, strength) => {
    expect(passwordStrength(password, 'lin.yizhu')).toBe(strength);
  });
});

describe('changing the password', () => {
  function build(answer: object = { __typename: 'SignOutReceipt', endedCount: 2 }) {
    const api = new FakeApi({ ChangePassword: () => ({ changePassword: answer }) });
    let changes = 0;
    const form = new PasswordFormState({ api, login: 'lin', onChanged: () => changes++ });
    Object.assign(form, {
      oldPassword: 'old one',
      newPassword: 'four quiet boats',
      again: 'four quiet boats',
    });
    return { api, form, changes: () => changes };
  }

  it('sends the old and the new one, says how many devices were signed out, and forgets what was typed', async () => {
    const { api, form, changes } = build();
    await form.submit();
    expect(api.callsOf('ChangePassword')).toEqual([
      { input: { oldPassword: 'old one', newPassword: 'four quiet boats' } },
    ]);
    expect([form.oldPassword, form.newPassword, form.again]).toEqual(['', '', '']);
    expect(toastState.toasts.at(-1)?.text).toContain('2');
    expect(changes()).toBe(1);
  });

  it('sends nothing when the two new ones differ', async () => {
    const { api, form } = build();
    form.again = 'four quiet boat';
    await form.submit();
    expect(form.againError).not.toBeNull();
    expect(api.calls).toEqual([]);
  });

  it('says at the field what is wrong, and keeps what was typed', async () => {
    const wrong = build({ __typename: 'WrongPasswordError', code: 'WRONG_PASSWORD' });
    await wrong.form.submit();
    expect([wrong.form.oldError, wrong.form.newPassword]).toEqual([
      'This is not your password.',
      'four quiet boats',
    ]);
    const violations = [{ field: 'newPassword', rule: 'GUESSABLE', limit: null }];
    const guessable = build({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations });
    await guessable.form.submit();
    expect(guessable.form.newError).toBe('The password must not be your login.');
  });
});

describe('signed-in devices', () => {
  const signIn = (id: string, isCurrent: boolean): OwnSignInFragment => ({
    __typename: 'SignIn',
    id,
    device: { __typename: 'Device', browser: 'Edge 126', system: 'Windows', kind: 'COMPUTER' },
    address: '203.0.113.7',
    region: null,
    createdAt: '2026-11-22T08:00:00.000Z',
    lastUsedAt: '2026-11-22T08:00:00.000Z',
    isCurrent,
  });

  async function build() {
    let signIns = [signIn('here', true), signIn('there', false)];
    const api = new FakeApi({
      SignIns: () => ({ signIns }),
      EndSignIn: () => {
        signIns = signIns.slice(0, 1);
        return { endSignIn: { __typename: 'SignOutReceipt', endedCount: 1 } };
      },
    });
    const list = new SignInListState(api);
    await list.signIns.load();
    return { api, list };
  }

  it('are ended after a question, and fetched anew', async () => {
    const { api, list } = await build();
    const [, there] = list.signIns.value ?? [];
    const ending = list.end(there!);
    await settle();
    expect(confirmState.question?.title).toContain('Edge 126 · Windows');
    confirmState.answer(true);
    await ending;
    expect(api.callsOf('EndSignIn')).toEqual([{ input: { signInId: 'there' } }]);
    expect(list.otherCount).toBe(0);
  });

  it('stay when the agent thinks better of it', async () => {
    const { api, list } = await build();
    const ending = list.endOthers();
    await settle();
    confirmState.answer(false);
    await ending;
    expect(api.callsOf('EndOtherSignIns')).toEqual([]);
    expect(list.otherCount).toBe(1);
  });
});
