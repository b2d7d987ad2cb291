import { beforeEach, describe, expect, it } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { ManagedTagFragment } from '#lib/gql/generated.ts';
import { colorIn, tagColors, unusedColor } from '#lib/tag/tagColors.ts';
import { tagFormDialog, TagFormState } from '#lib/tag/tagFormState.svelte.ts';
import { makeTag, type TagDesk } from '#lib/tag/tagActions.ts';
import { TagListState } from '#lib/tag/tagListState.svelte.ts';
import { canManageTags, tagRights, type TagRights } from '#lib/tag/tagRights.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { buildManagedTag, buildSession, buildVisitor } from './build.ts';
import { FakeApi } from './fakeApi.ts';

const everything: TagRights = { manages: true, managesSystem: true };

function buildForm(answer: unknown, rights = everything, tag: ManagedTagFragment | null = null) {
  const api = new FakeApi({
    CreateTag: () => ({ createTag: answer }),
    UpdateTag: () => ({ updateTag: answer }),
  });
  const form = new TagFormState({ api, rights, tag, color: '#2f9e5b' });
  const closed: (string | undefined)[] = [];
  void tagFormDialog.ask(form).then((made) => closed.push(made?.name));
  return { api, form, closed };
}

const invalid = (...violations: object[]) => ({
  __typename: 'InvalidInputError',
  code: 'INVALID_INPUT',
  violations,
});

beforeEach(() => void (toastState.toasts = []));

describe('the form of a tag', () => {
  it('closes with the tag that was made', async () => {
    const { api, form } = buildForm(buildManagedTag('重点'));
    form.name = '重点';
    form.isSystem = true;
    form.toggleKind('PHONE');
    form.toggleKind('QQ');
    form.toggleKind('QQ');
    form.stage = 'CONTACT';
    await form.submit();
    const input = { name: '重点', color: '#2f9e5b', isSystem: true, kinds: ['PHONE'], stage: 'CONTACT' };
    expect(api.callsOf('CreateTag')).toEqual([{ input }]);
    expect(tagFormDialog.form).toBeNull();
  });

  it('says nothing of what only others may decide', async () => {
    const tag = buildManagedTag('意向');
    const { api, form } = buildForm(tag, { manages: true, managesSystem: false }, tag);
    form.name = '重点';
    await form.submit();
    expect(api.callsOf('UpdateTag')).toEqual([{ input: { tagId: '意向', name: '重点', color: tag.color } }]);
  });

  it('makes a system tag for who manages no others', () => {
    expect(buildForm(null, { manages: false, managesSystem: true }).form.isSystem).toBe(true);
    expect(buildForm(null).form.isSystem).toBe(false);
  });

  it('takes away the step of the progress', async () => {
    const tag = buildManagedTag('预约', { isSystem: true, stage: 'APPOINTMENT', kinds: ['PHONE'] });
    const { api, form } = buildForm(tag, everything, tag);
    form.stage = null;
    await form.submit();
    expect(api.callsOf('UpdateTag')).toMatchObject([{ input: { stage: null, kinds: ['PHONE'] } }]);
  });

  it('asks for a name and a colour before the server does', async () => {
    const { api, form } = buildForm(null);
    form.name = '  ';
    form.color = 'blue';
    await form.submit();
    expect([form.nameError, form.colorError].every(Boolean)).toBe(true);
    expect(api.calls).toEqual([]);
  });

  it('says at the field that the name is taken, or which rule it breaks, and keeps what was filled in', async () => {
    const { form } = buildForm({ __typename: 'TagNameTakenError', code: 'TAG_NAME_TAKEN' });
    form.name = '意向';
    await form.submit();
    expect([form.name, form.error, tagFormDialog.form]).toEqual(['意向', null, form]);
    expect(form.nameError).not.toBeNull();

    const long = buildForm(invalid({ field: 'name', rule: 'TOO_LONG', limit: 40 })).form;
    long.name = 'x'.repeat(41);
    await long.submit();
    expect(long.nameError).toContain('40');
    const odd = buildForm(invalid({ field: 'color', rule: 'MALFORMED', limit: null })).form;
    odd.name = 'x';
    await odd.submit();
    expect([odd.nameError, odd.error]).toEqual([null, null]);
    expect(odd.colorError).toContain('#rrggbb');
  });

  it.each([
    ['it has been deleted', () => ({ __typename: 'NotFoundError', code: 'NOT_FOUND' })],
    ['it may not be done', () => ({ __typename: 'NotAllowedError', code: 'NOT_ALLOWED' })],
    [
      'the server is not reached',
      () => {
        throw new RequestFailure('NETWORK');
      },
    ],
  ])('says when %s', async (_, answer) => {
    const api = new FakeApi({ UpdateTag: () => ({ updateTag: answer() }) });
    const form = new TagFormState({ api, rights: everything, tag: buildManagedTag('意向'), color: '' });
    await form.submit();
    expect([form.error === null, form.nameError, form.isBusy]).toEqual([false, null, false]);
  });
});

describe('the colour of a tag', () => {
  it('is read in the ways in which people write it', () => {
    expect(['#0B8A8F', ' 0b8a8f ', '#abc', 'ABC', 'red', '#12345', ''].map(colorIn)).toEqual([
      '#0b8a8f',
      '#0b8a8f',
      '#aabbcc',
      '#aabbcc',
      null,
      null,
      null,
    ]);
  });

  it('is offered in turn', () => {
    const all = tagColors.map(({ value }) => ({ color: value.toUpperCase() }));
    expect(unusedColor([])).toBe(tagColors[0].value);
    expect(unusedColor(all.slice(0, 3))).toBe(tagColors[3].value);
    expect(unusedColor([...all, ...all.slice(0, 2)])).toBe(tagColors[2].value);
  });
});

describe('managing tags', () => {
  it('is for those who may manage one of the two sorts', () => {
    expect(canManageTags(['EDIT_VISITORS'])).toBe(false);
    expect([canManageTags(['MANAGE_TAGS']), canManageTags(['MANAGE_SYSTEM_TAGS'])]).toEqual([true, true]);
    expect(tagRights(['MANAGE_TAGS'])).toEqual({ manages: true, managesSystem: false });
  });
});

describe('a tag that is made while a visitor is tagged', () => {
  const made = buildManagedTag('高意向');
  const build = (createTag: unknown) => {
    const api = new FakeApi({
      Tags: () => ({ tags: [made] }),
      CreateTag: () => ({ createTag }),
      TagVisitor: () => ({ tagVisitor: buildVisitor('s', { tags: [made] }) }),
    });
    const desk = { api, tags: new TagListState(api), threads: { find: () => undefined } };
    return { api, desk: desk as unknown as TagDesk };
  };

  it('is given to the visitor at once', async () => {
    const { api, desk } = build(made);
    expect(await makeTag(desk, buildSession('s'), '高意向')).toBe(true);
    expect(api.callsOf('CreateTag')).toEqual([{ input: { name: '高意向', color: tagColors[0].value } }]);
    expect(api.callsOf('TagVisitor')).toMatchObject([{ input: { sessionId: 's', tagId: '高意向' } }]);
    expect(desk.tags.find('高意向')).toBeDefined();
  });

  it('is given to nobody when it cannot be made, and the reason is said', async () => {
    const { api, desk } = build({ __typename: 'TagNameTakenError', code: 'TAG_NAME_TAKEN' });
    expect(await makeTag(desk, buildSession('s'), '高意向')).toBe(false);
    expect([api.callsOf('TagVisitor'), toastState.toasts.map(({ kind }) => kind)]).toEqual([[], ['error']]);
  });
});
