import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SignInState } from '#lib/agent/signInState.svelte.ts';
import { nextPage } from '#lib/agent/nextPage.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import { FakeApi } from './fakeApi.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function build(answer: () => unknown) {
  const api = new FakeApi({ SignIn: () => ({ signIn: answer() }) });
  const form = new SignInState(api);
  form.login = ' lin ';
  form.password = 'secret ';
  return { api, form };
}

describe('signing in', () => {
  it('sends the login without the space around it, and the password as typed', async () => {
    const { api, form } = build(() => ({ __typename: 'Agent' }));
    expect(await form.submit()).toBe(true);
    expect(api.callsOf('SignIn')).toEqual([{ input: { login: 'lin', password: 'secret ' } }]);
  });

  it('says that login or password are wrong, and clears the password', async () => {
    const { form } = build(() => ({ __typename: 'SignInFailedError', code: 'SIGN_IN_FAILED' }));
    expect(await form.submit()).toBe(false);
    expect([form.code, form.login, form.password]).toEqual(['SIGN_IN_FAILED', ' lin ', '']);
  });

  it('counts down after too many attempts, and sends nothing meanwhile', async () => {
    const { api, form } = build(() => ({
      __typename: 'TooManyAttemptsError',
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: 3,
    }));
    await form.submit();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([form.waitSeconds, form.canSubmit]).toEqual([2, false]);
    await form.submit();
    await vi.advanceTimersByTimeAsync(2_000);
    expect([form.waitSeconds, form.canSubmit, form.code]).toEqual([0, true, null]);
    expect(api.callsOf('SignIn')).toHaveLength(1);
  });

  it('keeps what was typed when the server cannot be reached', async () => {
    const { form } = build(() => {
      throw new RequestFailure('NETWORK');
    });
    await form.submit();
    expect([form.code, form.password, form.isBusy]).toEqual(['NETWORK', 'secret ', false]);
  });
});

describe('after signing in', () => {
  const nextOf = (next: string) =>
    nextPage(new URL(`https://dukou.example/sign-in?next=${encodeURIComponent(next)}`));

  it('leads back to where the agent was', () => {
    expect(nextOf('/sessions/1')).toBe('/sessions/1');
  });

  it('never leads to another site', () => {
    for (const next of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example/',
      'javascript:alert(1)',
      '',
    ]) {
      expect(nextOf(next)).toBe(null);
    }
  });
});
