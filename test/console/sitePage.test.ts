import { beforeEach, describe, expect, it } from 'vitest';
import type { ManagedSiteFragment, SightingFragment } from '#lib/gql/generated.ts';
import { newSiteDialog, NewSiteState } from '#lib/site/newSiteState.svelte.ts';
import { originIn } from '#lib/site/siteOrigin.ts';
import { SitePageState } from '#lib/site/sitePageState.svelte.ts';
import { checkResult, sightingKind } from '#lib/site/widgetSighting.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, settle } from './fakeApi.ts';

const site: ManagedSiteFragment = {
  __typename: 'Site',
  id: 's1',
  name: '渡口门诊',
  greeting: '您好',
  accentColor: '#0f766e',
  side: 'RIGHT',
  launcherText: '',
  bottomOffset: 0,
  takesFiles: true,
  asksForRating: true,
  formFields: [],
  key: 'abc',
  identitySecret: null,
  allowedOrigins: ['https://www.clinic.example'],
  departments: [
    {
      __typename: 'SiteDepartment',
      isOpenNow: true,
      department: { __typename: 'Department', id: 'd1', name: '网络咨询部' },
      workingHours: [],
    },
  ],
  sightings: [],
};
type Answers = Record<string, (variables: Record<string, unknown>) => unknown>;

async function buildPage(answers: Answers = {}) {
  const departments = [
    { id: 'd1', name: '网络咨询部', parentId: null },
    { id: 'd2', name: '导医台', parentId: null },
  ];
  const api = new FakeApi({
    ManagedSite: () => ({ site, departments, settings: { timeZone: 'Asia/Shanghai' } }),
    UpdateSite: ({ input }) => ({ updateSite: { ...site, ...(input as object) } }),
    SetSiteDepartments: () => ({ setSiteDepartments: site }),
    ...answers,
  });
  const page = new SitePageState(api, 's1');
  await page.load();
  const { form, serving } = page;
  if (!form || !serving) throw new Error('the page is not ready');
  return { api, page, form, serving };
}

const texts = () => toastState.toasts.map(({ text }) => text);
beforeEach(() => void (toastState.toasts = []));

describe('the page of a site', () => {
  it('saves what was changed and nothing else', async () => {
    const { api, page, form } = await buildPage();
    expect(page.isDirty).toBe(false);
    form.name = ' 渡口医院 ';
    form.newOrigin = 'm.clinic.example/contact';
    expect(page.isDirty).toBe(true);
    await page.save();
    const allowedOrigins = [...site.allowedOrigins, 'https://m.clinic.example'];
    expect(api.callsOf('UpdateSite')).toEqual([
      { input: { siteId: 's1', name: '渡口医院', allowedOrigins } },
    ]);
    expect(api.callsOf('SetSiteDepartments')).toEqual([]);
    expect(page.isDirty).toBe(false);
    expect(texts()).toEqual(['Saved. Visitors see it with the next page that they open.']);
  });

  it('makes an identity secret at once, and another one only after saying what stops working', async () => {
    let count = 0;
    const { api, page } = await buildPage({
      RotateIdentitySecret: () => ({
        rotateIdentitySecret: { ...site, identitySecret: `secret ${++count}` },
      }),
    });
    await page.rotateIdentitySecret();
    expect(page.site?.identitySecret).toBe('secret 1');
    const asked = page.rotateIdentitySecret();
    expect(confirmState.question?.text).toContain('24 hours');
    confirmState.answer(false);
    await asked;
    expect(page.site?.identitySecret).toBe('secret 1');
    const again = page.rotateIdentitySecret();
    confirmState.answer(true);
    await again;
    expect(page.site?.identitySecret).toBe('secret 2');
    expect(api.callsOf('RotateIdentitySecret')).toEqual(Array(2).fill({ input: { siteId: 's1' } }));
  });

  it('says at the fields what is wrong, and sends nothing', async () => {
    const { api, page, form, serving } = await buildPage();
    form.name = ' ';
    form.accentColor = 'red';
    form.newOrigin = '*.clinic.example';
    await page.save();
    expect(Object.keys(form.errors).toSorted()).toEqual(['accentColor', 'allowedOrigins', 'name']);
    page.reset();
    serving.setAlways('d1', false);
    const [hours] = serving.rows[0]?.hours ?? [];
    serving.changeHours('d1', hours?.id ?? '', { weekdays: [] });
    await page.save();
    expect(Object.values(serving.hoursErrors)).toEqual(['Choose at least one day.']);
    expect(api.callsOf('UpdateSite')).toEqual([]);
    expect(api.callsOf('SetSiteDepartments')).toEqual([]);
  });

  it('says at the field what the server found wrong, and keeps what was filled in', async () => {
    const violations = [{ field: 'allowedOrigins.1', rule: 'MALFORMED', limit: null }];
    const refusal = { __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations };
    const { page, form } = await buildPage({ UpdateSite: () => ({ updateSite: refusal }) });
    form.newOrigin = 'm.clinic.example';
    await page.save();
    expect(form.errors.allowedOrigins).toMatch(/^Give the address of a page/);
    expect(form.origins).toContain('https://m.clinic.example');
    expect(page.isDirty).toBe(true);
  });

  it('keeps departments in their order with their hours', async () => {
    const { api, page, serving } = await buildPage();
    serving.add({ id: 'd2', name: '导医台' });
    serving.order.move(serving.rows[1]!, -1);
    serving.setAlways('d2', false);
    expect(serving.isOpenNow(serving.rows[1]!)).toBe(true);
    expect(serving.isOpenNow(serving.rows[0]!)).toBeNull();
    await page.save();
    const workingHours = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];
    expect(api.callsOf('SetSiteDepartments')).toEqual([
      {
        input: {
          siteId: 's1',
          departments: [
            { departmentId: 'd2', workingHours },
            { departmentId: 'd1', workingHours: [] },
          ],
        },
      },
    ]);
  });

  it('allows a page at once, and what else was filled in stays', async () => {
    const { api, page, form } = await buildPage();
    form.greeting = 'changed';
    form.removeOrigin('https://www.clinic.example');
    const allowing = page.allow('https://m.clinic.example');
    await settle();
    confirmState.answer(true);
    await allowing;
    expect(api.callsOf('UpdateSite')).toHaveLength(1);
    expect(form.greeting).toBe('changed');
    expect(form.origins).toEqual(['https://m.clinic.example']);
    expect(page.isDirty).toBe(true);
  });

  it('is deleted only after a yes, and not while visitors are there', async () => {
    const inUse = { __typename: 'SiteInUseError', code: 'SITE_IN_USE', liveSessionsCount: 3 };
    const { api, page } = await buildPage({ DeleteSite: () => ({ deleteSite: inUse }) });
    const no = page.remove();
    await settle();
    confirmState.answer(false);
    expect(await no).toBe(false);
    expect(api.callsOf('DeleteSite')).toEqual([]);
    const yes = page.remove();
    await settle();
    confirmState.answer(true);
    expect(await yes).toBe(false);
    expect(texts().at(-1)).toContain('3');
  });

  it('says so when there is no such site', async () => {
    const api = new FakeApi({
      ManagedSite: () => ({ site: null, departments: [], settings: { timeZone: 'x' } }),
    });
    const page = new SitePageState(api, 's1');
    await page.load();
    expect([page.status, page.site]).toEqual(['ready', null]);
  });
});

describe('what is seen of a widget', () => {
  const seen = (more: Partial<SightingFragment>): SightingFragment => ({
    __typename: 'WidgetSighting',
    origin: 'https://a.example',
    pageUrl: '',
    loaderVersion: '2',
    shownAt: null,
    refusedAt: null,
    seenAt: '2026-11-22T08:00:00.000Z',
    isAllowed: true,
    ...more,
  });

  it('works where it was shown after it was refused last', () => {
    const [early, late] = ['2026-11-22T08:00:00.000Z', '2026-11-22T09:00:00.000Z'];
    expect(sightingKind(seen({ shownAt: late, refusedAt: early }))).toBe('shown');
    expect(sightingKind(seen({ shownAt: early, refusedAt: late }))).toBe('allowedSince');
    expect(sightingKind(seen({ shownAt: late, isAllowed: false }))).toBe('refused');
    expect(checkResult([])).toBe('unseen');
    expect(checkResult([seen({ refusedAt: early, isAllowed: false })])).toBe('refused');
    expect(checkResult([seen({ isAllowed: false }), seen({ shownAt: late })])).toBe('shown');
  });
});

describe('an address of a page', () => {
  it('is taken as people type it', () => {
    expect(originIn(' www.clinic.example ')).toBe('https://www.clinic.example');
    expect(originIn('HTTP://Clinic.example:80/a?b#c')).toBe('http://clinic.example');
    expect(originIn('localhost:8080')).toBe('https://localhost:8080');
    for (const bad of [
      '',
      ' ',
      '*.clinic.example',
      'ftp://clinic.example',
      'javascript:alert(1)',
      'a b',
      'a;b',
    ])
      expect(originIn(bad), bad).toBeNull();
  });
});

describe('a new site', () => {
  it('needs a name; an address is allowed from the beginning', async () => {
    const api = new FakeApi({
      CreateSite: () => ({ createSite: { __typename: 'Site', id: 's2', name: 'x' } }),
    });
    const form = new NewSiteState(api);
    const made = newSiteDialog.ask(form);
    form.address = 'not an address';
    await form.submit();
    expect([form.nameError, form.addressError].every(Boolean)).toBe(true);
    form.name = 'Clinic';
    form.address = 'www.clinic.example';
    await form.submit();
    expect(await made).toMatchObject({ id: 's2' });
    expect(api.callsOf('CreateSite')).toMatchObject([
      { input: { name: 'Clinic', allowedOrigins: ['https://www.clinic.example'] } },
    ]);
  });
});

describe('the form before the chat', () => {
  it('is saved as it was filled in, in its order, and not before every question can be asked', async () => {
    const { api, page, form } = await buildPage();
    const { questions } = form;
    questions.add();
    questions.add();
    const [choice, phone] = questions.rows;
    if (!choice || !phone) throw new Error('nothing was added');
    Object.assign(choice, { label: ' 科室 ', kind: 'CHOICE', choices: '眼科\n' });
    Object.assign(phone, { label: '电话', kind: 'PHONE', isRequired: true });
    await page.save();
    expect([api.callsOf('UpdateSite'), Object.keys(questions.errors)]).toEqual([[], [choice.id]]);
    choice.choices = '眼科\n 口腔科 \n眼科';
    questions.move(phone.id, -1);
    await page.save();
    const fields = [
      { id: phone.id, label: '电话', kind: 'PHONE', isRequired: true, choices: [] },
      { id: choice.id, label: '科室', kind: 'CHOICE', isRequired: false, choices: ['眼科', '口腔科'] },
    ];
    expect(api.callsOf('UpdateSite')).toEqual([{ input: { siteId: 's1', formFields: fields } }]);
    expect(page.isDirty).toBe(false);
  });

  it('what the widget offers is saved with it, and the distance is a number of pixels', async () => {
    const { api, page, form } = await buildPage();
    form.bottomOffset = 'high';
    await page.save();
    expect([api.callsOf('UpdateSite').length, Boolean(form.errors.bottomOffset)]).toEqual([0, true]);
    Object.assign(form, { bottomOffset: '64', takesFiles: false, asksForRating: false });
    await page.save();
    const input = { siteId: 's1', bottomOffset: 64, takesFiles: false, asksForRating: false };
    expect(api.callsOf('UpdateSite')).toEqual([{ input }]);
  });
});
