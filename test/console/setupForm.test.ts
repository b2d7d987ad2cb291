import { describe, expect, it } from 'vitest';
import { FirstStepsState } from '#lib/setup/firstStepsState.svelte.ts';
import { SetupFormState } from '#lib/setup/setupFormState.svelte.ts';
import { FakeApi } from './fakeApi.ts';

function buildForm(answer: unknown) {
  const api = new FakeApi({ SetUp: () => ({ setUp: answer }) });
  const form = new SetupFormState(api, 'token');
  form.organisationName = ' Clinic ';
  form.displayName = 'Shen';
  form.login = 'shen';
  form.password = 'long enough';
  return { api, form };
}

describe('the form that sets an installation up', () => {
  it('sends what was filled in, with a greeting in the organisation’s name', async () => {
    const { api, form } = buildForm({ __typename: 'Agent', id: 'a1' });
    form.address = 'www.clinic.example';
    expect(await form.submit()).toBe(true);
    expect(api.callsOf('SetUp')).toEqual([
      {
        input: {
          token: 'token',
          organisationName: 'Clinic',
          departmentName: 'Online advice',
          displayName: 'Shen',
          login: 'shen',
          password: 'long enough',
          greeting: 'Hello, this is Clinic. How can we help you?',
          allowedOrigins: ['https://www.clinic.example'],
        },
      },
    ]);
  });

  it('says at the fields what is missing, and sends nothing', async () => {
    const { api, form } = buildForm(null);
    form.organisationName = ' ';
    form.login = 'two words';
    form.password = 'short';
    form.address = '*';
    expect(await form.submit()).toBe(false);
    const fields = ['allowedOrigins', 'login', 'organisationName', 'password'];
    expect(Object.keys(form.errors).toSorted()).toEqual(fields);
    expect(api.calls).toEqual([]);
  });

  it('says what the server answers: a rule at its field, a bad address for all', async () => {
    const violations = [{ field: 'password', rule: 'GUESSABLE', limit: null }];
    const invalid = buildForm({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations });
    expect(await invalid.form.submit()).toBe(false);
    expect(invalid.form.errors).toEqual({ password: 'The password must not be the login.' });
    const refused = buildForm({ __typename: 'SetupRefusedError', code: 'SETUP_REFUSED' });
    await refused.form.submit();
    expect(refused.form.error).toMatch(/^This address is not valid any more/);
  });
});

describe('the first steps', () => {
  const storage = new Map<string, string>();
  const store = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
  };
  const firstSteps = { hasSite: true, isWidgetSeen: false, hasDepartment: true, hasTalk: false };

  it('are ticked by what there is: two agents, not one', async () => {
    const build = async (answeringAgentsCount: number) => {
      const api = new FakeApi({
        FirstSteps: () => ({ firstSteps: { ...firstSteps, answeringAgentsCount } }),
      });
      const steps = new FirstStepsState(api, store, 'a1');
      await steps.read.load();
      return steps;
    };
    expect((await build(1)).steps.map(({ isDone }) => isDone)).toEqual([true, false, true, false, false]);
    expect((await build(2)).doneCount).toBe(3);
  });

  it('are put away for whoever does not want to see them, and for nobody else', () => {
    const api = new FakeApi({});
    new FirstStepsState(api, store, 'a1').dismiss();
    expect(new FirstStepsState(api, store, 'a1').isDismissed).toBe(true);
    expect(new FirstStepsState(api, store, 'a2').isDismissed).toBe(false);
  });
});
