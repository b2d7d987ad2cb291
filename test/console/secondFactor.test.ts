import { describe, expect, it } from 'vitest';
import { SignInState } from '#lib/agent/signInState.svelte.ts';
import { secondFactorDialog, SecondFactorFormState } from '#lib/secondFactor/secondFactorFormState.svelte.ts';
import { FakeApi } from './fakeApi.ts';

const setup = { __typename: 'SecondFactorSetup', key: 'ABCD', uri: 'otpauth://totp/x?secret=ABCD' };

async function atSecondStep(answers: Record<string, () => unknown>, isSetup = false) {
  const needed = {
    __typename: 'SecondFactorNeededError',
    code: 'SECOND_FACTOR_NEEDED',
    challenge: 'proof',
    setup: isSetup ? setup : null,
  };
  const api = new FakeApi({ SignIn: () => ({ signIn: needed }), ...answers });
  const form = new SignInState(api);
  Object.assign(form, { login: 'lin', password: 'secret' });
  expect(await form.submit()).toBe(false);
  if (!form.secondStep) throw new Error('no second step');
  return { api, form, step: form.secondStep };
}

describe('signing in with a second factor', () => {
  it('goes on with the challenge and the code, and keeps the password no longer', async () => {
    const { api, form, step } = await atSecondStep({
      AnswerSecondFactor: () => ({ answerSecondFactor: { __typename: 'Agent', id: 'x' } }),
    });
    expect([form.password, form.code]).toEqual(['', null]);
    step.code = ' 123456 ';
    expect(await step.submit()).toBe(true);
    expect(api.callsOf('AnswerSecondFactor')).toEqual([{ input: { challenge: 'proof', code: '123456' } }]);
  });

  it('says that a code is wrong, and lets another be tried', async () => {
    const { step } = await atSecondStep({
      AnswerSecondFactor: () => ({
        answerSecondFactor: { __typename: 'WrongCodeError', code: 'WRONG_CODE' },
      }),
    });
    step.code = '123456';
    expect(await step.submit()).toBe(false);
    expect([step.problem, step.code, step.isBusy]).toEqual(['WRONG_CODE', '', false]);
  });

  it('goes back to the password when it took too long, and says so', async () => {
    const { form, step } = await atSecondStep({
      AnswerSecondFactor: () => ({
        answerSecondFactor: { __typename: 'ChallengeOverError', code: 'CHALLENGE_OVER' },
      }),
    });
    step.code = '123456';
    await step.submit();
    expect([form.secondStep, form.code]).toEqual([null, 'CHALLENGE_OVER']);
  });

  it('shows the recovery codes of one that had to be set up, before it lets in', async () => {
    const { step } = await atSecondStep(
      {
        SetUpSecondFactor: () => ({
          setUpSecondFactor: { __typename: 'SecondFactorSignIn', recoveryCodes: ['aaaa-bbbb'] },
        }),
      },
      true,
    );
    expect(step.setup).toMatchObject({ key: 'ABCD' });
    step.code = '123456';
    expect(await step.submit()).toBe(false);
    expect(step.recoveryCodes).toEqual(['aaaa-bbbb']);
  });
});

describe('switching the second factor on', () => {
  it('takes the password, then a code, then shows the recovery codes', async () => {
    const api = new FakeApi({
      BeginSecondFactor: () => ({ beginSecondFactor: setup }),
      ConfirmSecondFactor: () => ({
        confirmSecondFactor: { __typename: 'RecoveryCodes', codes: ['aaaa-bbbb'] },
      }),
    });
    const form = new SecondFactorFormState(api, 'password');
    const answered = secondFactorDialog.ask(form);
    expect(form.canSubmit).toBe(false);
    form.password = 'secret';
    await form.submit();
    expect([form.step, form.setup?.key, form.canSubmit]).toEqual(['setup', 'ABCD', false]);
    form.code = '123456';
    await form.submit();
    expect([form.step, form.recoveryCodes]).toEqual(['codes', ['aaaa-bbbb']]);
    await form.submit();
    expect(await answered).toBe('The second factor is on');
  });

  it('says at the field what was wrong', async () => {
    const api = new FakeApi({
      RemoveSecondFactor: ({ input }) => ({
        removeSecondFactor:
          (input as { password: string }).password === 'secret'
            ? { __typename: 'WrongCodeError', code: 'WRONG_CODE' }
            : { __typename: 'WrongPasswordError', code: 'WRONG_PASSWORD' },
      }),
    });
    const form = new SecondFactorFormState(api, 'remove');
    Object.assign(form, { password: 'guess', code: '123456' });
    await form.submit();
    expect([form.passwordError, form.codeError]).toEqual(['This is not your password.', null]);
    form.password = 'secret';
    await form.submit();
    expect([form.passwordError, form.codeError]).toEqual([null, 'The code is wrong, or was used already.']);
  });
});
