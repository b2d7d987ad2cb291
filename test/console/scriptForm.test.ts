import { describe, expect, it } from 'vitest';
import { variablesOf as variablesOfApi } from '../../api/script/variableRules.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import type { ManagedScriptFragment, ScriptKind } from '#lib/gql/generated.ts';
import { keywordsIn, scriptFormDialog, ScriptFormState } from '#lib/script/scriptFormState.svelte.ts';
import { scriptKinds } from '#lib/script/scriptText.ts';
import { unknownVariable, variablesOf } from '#lib/script/scriptVariables.ts';
import { buildManagedScript } from './build.ts';
import { FakeApi } from './fakeApi.ts';

const sites = [{ __typename: 'Site', id: 'clinic', name: '渡口门诊' } as const];

function buildForm(kind: ScriptKind, answer: () => unknown, script: ManagedScriptFragment | null = null) {
  const api = new FakeApi({
    CreateScript: () => ({ createScript: answer() }),
    UpdateScript: () => ({ updateScript: answer() }),
  });
  const form = new ScriptFormState({ api, sites, kind, script, siteId: null });
  void scriptFormDialog.ask(form);
  return { api, form };
}

const invalid = (...violations: object[]) => ({
  __typename: 'InvalidInputError',
  code: 'INVALID_INPUT',
  violations,
});

describe('the form of a script', () => {
  it('closes with the script that was made, of which it says what its kind asks for', async () => {
    const { api, form } = buildForm('KEYWORD', () => buildManagedScript('new', { kind: 'KEYWORD' }));
    form.content = ' 有车位 ';
    form.keywords = '停车，车位、 WiFi;停车';
    form.siteId = 'clinic';
    form.times = '2';
    await form.submit();
    expect(api.callsOf('CreateScript')).toEqual([
      {
        input: {
          kind: 'KEYWORD',
          siteId: 'clinic',
          content: '有车位',
          keywords: ['停车', '车位', 'WiFi'],
          keywordMatch: 'ANY',
          delaySeconds: 0,
          hours: 'ALWAYS',
          mayFollowAgent: false,
          timesPerSession: 2,
          isEnabled: true,
        },
      },
    ]);
    expect(scriptFormDialog.form).toBeNull();
  });

  it('asks the server nothing while a field is wrong, and says which and why', async () => {
    const { api, form } = buildForm('KEYWORD', () => null);
    await form.submit();
    expect(Object.keys(form.errors).sort()).toEqual(['content', 'keywords']);
    form.content = 'hello {{visitor.nam}}';
    form.keywords = '停车';
    form.times = '0';
    await form.submit();
    expect(form.errors.content).toContain('{{visitor.nam}}');
    expect(Object.keys(form.errors).sort()).toEqual(['content', 'timesPerSession']);
    const nudge = buildForm('NUDGE', () => null).form;
    nudge.content = 'still there?';
    nudge.delay = '5';
    await nudge.submit();
    expect(Object.keys(nudge.errors)).toEqual(['delaySeconds']);
    expect(api.calls).toEqual([]);
  });

  it('shows what the server refuses at its field, and stays as it was filled in', async () => {
    const script = buildManagedScript('old', { kind: 'NUDGE', delaySeconds: 60 });
    let answer: unknown = invalid({ field: 'keywords.3', rule: 'TOO_LONG', limit: 60 });
    const { form } = buildForm(
      'NUDGE',
      () => {
        if (answer instanceof Error) throw answer;
        return answer;
      },
      script,
    );
    expect(form.isTouched).toBe(false);
    form.content = 'still there?';
    expect(form.isTouched).toBe(true);
    await form.submit();
    expect(form.errors.keywords).toContain('60');
    answer = { __typename: 'NotFoundError', code: 'NOT_FOUND' };
    await form.submit();
    expect(form.error).toMatch(/deleted/);
    answer = new RequestFailure('NETWORK');
    await form.submit();
    expect([form.error, form.content]).toEqual([expect.stringContaining('network'), 'still there?']);
    expect(scriptFormDialog.form).toBe(form);
  });

  it('knows the variables of each kind as the server does', () => {
    for (const kind of scriptKinds) expect(variablesOf(kind)).toEqual(variablesOfApi(kind));
    expect(unknownVariable('GREETING', '{{ site.name }} {{queue.position}}')).toBe('{{queue.position}}');
    expect(unknownVariable('QUEUE_POSITION', '{{queue.position}}')).toBeNull();
  });

  it('takes keywords with any commas between them', () => {
    expect(keywordsIn(' 停车,车位；怎么走\n\nwi fi、、')).toEqual(['停车', '车位', '怎么走', 'wi fi']);
  });
});
