import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  addContactDetail,
  confirmContactDetail,
  copyValue,
  correctContactDetail,
  rejectContactDetail,
  restoreContactDetail,
  type ContactDesk,
} from '#lib/contactDetail/contactDetailActions.ts';
import { contactEntries } from '#lib/contactDetail/contactEntries.ts';
import { ContactFormState } from '#lib/contactDetail/contactFormState.svelte.ts';
import { contactLook } from '#lib/contactDetail/contactLook.ts';
import { originText, statusText, valueText } from '#lib/contactDetail/contactText.ts';
import { currentOf, earlierOf } from '#lib/contactDetail/knownDetails.ts';
import { RevealedValues } from '#lib/contactDetail/revealedValues.svelte.ts';
import type { KnownDetailFragment, VisitorDetailsFragment } from '#lib/gql/generated.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { buildDetail, buildSession, buildVisitor, timeAt } from './build.ts';
import { FakeApi, settle } from './fakeApi.ts';

const changed = buildVisitor('s', { version: 2 });
const detail = buildDetail('d');
const isVisitor = (field: string) => () => ({ [field]: changed });
const refusal = { __typename: 'NotAllowedError', code: 'NOT_ALLOWED' };
const malformed = {
  __typename: 'InvalidInputError',
  code: 'INVALID_INPUT',
  violations: [{ field: 'value', rule: 'MALFORMED', limit: null }],
};

function buildDesk(answers: ConstructorParameters<typeof FakeApi>[0]) {
  const api = new FakeApi(answers);
  const applied: VisitorDetailsFragment[] = [];
  const thread = { applyVisitor: (visitor: VisitorDetailsFragment) => applied.push(visitor) };
  return { api, desk: { api, threads: { find: () => thread } } as unknown as ContactDesk, applied };
}

const kinds = () => toastState.toasts.map(({ kind }) => kind);

beforeEach(() => void (toastState.toasts = []));

describe('a value that is known about a visitor', () => {
  it('is confirmed, and shown so at once', async () => {
    const { api, desk, applied } = buildDesk({
      ConfirmContactDetail: isVisitor('confirmContactDetail'),
    });
    await confirmContactDetail(desk, 's', detail);
    expect(api.callsOf('ConfirmContactDetail')).toEqual([{ input: { sessionId: 's', detailId: 'd' } }]);
    expect([applied, kinds()]).toEqual([[changed], []]);
  });

  it('is rejected, which can be undone', async () => {
    const { api, desk, applied } = buildDesk({
      RejectContactDetail: isVisitor('rejectContactDetail'),
      ConfirmContactDetail: isVisitor('confirmContactDetail'),
    });
    await rejectContactDetail(desk, 's', detail);
    const toast = toastState.toasts[0]!;
    expect(toast.text).toContain('13912345678');
    toastState.act(toast);
    await settle();
    expect(api.calls.map(({ name }) => name)).toEqual(['RejectContactDetail', 'ConfirmContactDetail']);
    expect(applied).toHaveLength(2);
  });

  it('stays as it is where the agent may not judge it, which is said', async () => {
    const { desk, applied } = buildDesk({ RejectContactDetail: () => ({ rejectContactDetail: refusal }) });
    await rejectContactDetail(desk, 's', detail);
    expect([applied, kinds()]).toEqual([[], ['error']]);
  });

  it('is corrected, and a wrong form is explained', async () => {
    let answer: unknown = malformed;
    const { api, desk } = buildDesk({ CorrectContactDetail: () => ({ correctContactDetail: answer }) });
    expect(await correctContactDetail(desk, 's', detail, 'x')).toBe(
      'A phone number: 5 to 25 digits, + and -.',
    );
    answer = changed;
    expect(await correctContactDetail(desk, 's', detail, '13900000000')).toBeNull();
    expect(api.callsOf('CorrectContactDetail')[1]).toEqual({
      input: { sessionId: 's', detailId: 'd', value: '13900000000' },
    });
  });

  it('counts again when it is restored: an earlier age by being set by hand', async () => {
    const { api, desk } = buildDesk({
      ConfirmContactDetail: isVisitor('confirmContactDetail'),
      AddContactDetail: isVisitor('addContactDetail'),
    });
    await restoreContactDetail(desk, 's', detail);
    await restoreContactDetail(desk, 's', buildDetail('a', { kind: 'AGE', value: '35' }));
    expect(api.calls).toEqual([
      { name: 'ConfirmContactDetail', variables: { input: { sessionId: 's', detailId: 'd' } } },
      { name: 'AddContactDetail', variables: { input: { sessionId: 's', kind: 'AGE', value: '35' } } },
    ]);
  });

  it('is copied, and where the browser refuses that, another click is offered', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    await copyValue('13912345678');
    expect([writeText.mock.calls, kinds()]).toEqual([[['13912345678']], ['notice']]);
  });
});

describe('what is known about a visitor', () => {
  const old = buildDetail('old', { kind: 'AGE', value: '34', isCurrent: false });
  const age = buildDetail('age', { kind: 'AGE', value: '35' });
  const wrong = buildDetail('wrong', { status: 'REJECTED', isCurrent: false });
  const all = [old, detail, age, wrong];

  it('is what counts now, and apart from it what was known earlier or rejected', () => {
    const ids = (details: readonly KnownDetailFragment[]) => details.map(({ id }) => id);
    expect([ids(currentOf(all, 'PHONE')), ids(currentOf(all, 'AGE'))]).toEqual([['d'], ['age']]);
    expect(ids(earlierOf(all))).toEqual(['wrong', 'old']);
  });

  it('is put into words: value, how certain it is, and where it is from', () => {
    expect([valueText('AGE', '35'), valueText('GENDER', 'FEMALE')]).toEqual(['35 years', 'Female']);
    const byHand = buildDetail('h', { isByHand: true, status: 'CONFIRMED' });
    const confirmed = buildDetail('c', { status: 'CONFIRMED' });
    expect([detail, confirmed, byHand, old, wrong].map(statusText)).toEqual([
      'Found automatically',
      'Confirmed',
      'Set by hand',
      'Earlier',
      'Rejected',
    ]);
    const options = { sessionId: 's', now: Date.parse(timeAt(59)), nameOf: () => 'Chen' };
    expect(originText(detail, options)).toMatch(
      /^Found automatically, \d\d:\d\d\nFrom message 3 of this session$/,
    );
    expect(originText(detail, { ...options, sessionId: 'other' })).toContain('another session');
    const judged = buildDetail('j', { decidedById: 'chen', decidedAt: timeAt(9), isMasked: true });
    expect(originText(judged, options)).toMatch(/Judged by Chen, .*\nPartly hidden$/);
  });

  it('gives its row a colour by the ways to reach the visitor', () => {
    expect(contactLook([])).toBeNull();
    expect(contactLook(['PHONE', 'AGE'])).toBe('phone');
    expect(contactLook(['WECHAT'])).toBe('wechat');
    expect(contactLook(['PHONE', 'WECHAT'])).toBe('both');
    expect(contactLook(['QQ', 'GENDER'])).toBe('other');
  });
});

describe('the menu of a value', () => {
  const { desk } = buildDesk({});
  const session = buildSession('s');
  const options = { onCorrect: () => undefined, onShow: () => undefined, onReveal: () => undefined };
  const idsOf = (one: KnownDetailFragment, change = {}, more = {}) =>
    contactEntries(desk, { ...session, ...change }, one, { ...options, ...more })
      .flat()
      .map(({ id }) => id.split('-')[0]);

  it('offers what can be done with it', () => {
    expect(idsOf(detail)).toEqual(['copy', 'show', 'confirm', 'correct', 'reject']);
    expect(idsOf(buildDetail('c', { status: 'CONFIRMED', sessionId: 'x' }))).toEqual([
      'copy',
      'correct',
      'reject',
    ]);
    expect(idsOf(buildDetail('r', { status: 'REJECTED', isCurrent: false }))).toEqual([
      'copy',
      'show',
      'restore',
    ]);
  });

  it('offers nothing that the agent may not do', () => {
    const masked = buildDetail('m', { isMasked: true, value: '139****5678' });
    expect(idsOf(detail, { viewerCanEditVisitor: false })).toEqual(['copy', 'show']);
    expect(idsOf(masked, { viewerCanEditVisitor: false })).toEqual(['show']);
    const mayReveal = { viewerCanEditVisitor: false, viewerCanRevealContactData: true };
    expect(idsOf(masked, mayReveal)).toEqual(['reveal', 'show']);
    expect(idsOf(masked, mayReveal, { revealed: '13912345678' })).toEqual(['copy', 'show']);
  });

  it('corrects a gender to the other one', () => {
    const female = buildDetail('g', { kind: 'GENDER', value: 'FEMALE' });
    const entries = contactEntries(desk, session, female, options).flat();
    expect(entries.find(({ id }) => id === 'correct-g')?.label).toBe('Correct to Male');
  });
});

describe('a masked value', () => {
  it('is shown when it is revealed, in that panel only', async () => {
    const { desk } = buildDesk({
      RevealContactDetail: () => ({
        revealContactDetail: { __typename: 'ContactDetail', id: 'd', value: '13912345678' },
      }),
    });
    const revealed = new RevealedValues(desk, 's');
    await revealed.reveal(detail);
    expect([revealed.find('d'), new RevealedValues(desk, 's').find('d')]).toEqual(['13912345678', undefined]);
  });

  it('stays hidden where the agent may not see it', async () => {
    const { desk } = buildDesk({ RevealContactDetail: () => ({ revealContactDetail: refusal }) });
    const revealed = new RevealedValues(desk, 's');
    await revealed.reveal(detail);
    expect([revealed.find('d'), kinds()]).toEqual([undefined, ['error']]);
  });
});

describe('adding a value by hand', () => {
  it('says what is wrong with it, and closes when it is there', async () => {
    let answer: unknown = malformed;
    const { api, desk, applied } = buildDesk({ AddContactDetail: () => ({ addContactDetail: answer }) });
    const form = new ContactFormState({ save: (kind, value) => addContactDetail(desk, 's', kind, value) });
    form.open();
    await form.submit();
    expect([form.error, api.calls]).toEqual(['This is required.', []]);
    form.choose('QQ');
    form.value = ' 12 ';
    await form.submit();
    expect([form.isOpen, form.error]).toEqual([true, 'A QQ number: 5 to 11 digits.']);
    answer = changed;
    await form.submit();
    expect([form.isOpen, applied]).toEqual([false, [changed]]);
    expect(api.callsOf('AddContactDetail')[1]).toEqual({
      input: { sessionId: 's', kind: 'QQ', value: '12' },
    });
  });

  it('keeps what was typed for another kind, but for a gender, which is chosen', () => {
    const form = new ContactFormState({ save: () => Promise.resolve(null) });
    form.open();
    form.value = '12345678';
    form.choose('QQ');
    expect(form.value).toBe('12345678');
    form.choose('GENDER');
    expect(form.value).toBe('');
  });
});
