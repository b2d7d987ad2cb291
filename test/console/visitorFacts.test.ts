import { describe, expect, it } from 'vitest';
import type { SeenPageFragment } from '#lib/gql/generated.ts';
import { pageStays } from '#lib/visitor/pageStays.ts';
import { currentStage, stepText, type ProgressStep } from '#lib/visitor/progressText.ts';
import { shortAddress } from '#lib/visitor/shortAddress.ts';
import { campaignText, regionText, sourceText } from '#lib/visitor/sourceText.ts';
import { timeAt } from './build.ts';

describe('a page’s address', () => {
  it('is shown as one reads it', () => {
    expect(shortAddress('https://clinic.example/%E7%9A%AE%E8%82%A4%E7%A7%91/?utm_source=baidu')).toBe(
      'clinic.example/皮肤科/',
    );
    expect(shortAddress('https://clinic.example/')).toBe('clinic.example');
  });

  it('is shown as it is where it is none', () => {
    expect(shortAddress('about blank')).toBe('about blank');
    expect(shortAddress('https://clinic.example/%E7')).toBe('https://clinic.example/%E7');
  });
});

describe('the pages that a visitor saw', () => {
  const page = (id: string, second: number): SeenPageFragment => ({
    __typename: 'PageVisit',
    id,
    enteredAt: timeAt(second),
    url: `https://clinic.example/${id}`,
    title: id,
  });
  const pages = [page('a', 0), page('b', 20), page('c', 50)];
  const now = Date.parse(timeAt(59));
  const staysOf = (visit: Parameters<typeof pageStays>[1]) =>
    pageStays(pages, visit, now).map(({ id, stayMs, isHere }) => [id, stayMs, isHere]);

  it('come latest first, each until the next one, the last until now', () => {
    expect(staysOf({ isVisitorHere: true, isLive: true, endedAt: null })).toEqual([
      ['c', 9_000, true],
      ['b', 30_000, false],
      ['a', 20_000, false],
    ]);
  });

  it('end with the session, and nobody guesses how long a visitor stayed who left', () => {
    expect(staysOf({ isVisitorHere: false, isLive: false, endedAt: timeAt(55) })[0]).toEqual([
      'c',
      5_000,
      false,
    ]);
    expect(staysOf({ isVisitorHere: false, isLive: true, endedAt: null })[0]).toEqual(['c', null, false]);
    expect(pageStays([], { isVisitorHere: true, isLive: true, endedAt: null }, now)).toEqual([]);
  });
});

describe('where a visitor is from', () => {
  const source = {
    __typename: 'VisitSource',
    kind: 'SEARCH',
    name: 'Baidu',
    keyword: '种植牙',
    campaign: null,
  } as const;

  it('is told by kind and name', () => {
    expect(sourceText(source)).toBe('Search engine · Baidu');
    expect(sourceText({ ...source, kind: 'DIRECT', name: null })).toBe('Direct');
  });

  it('names of a campaign what its address tells', () => {
    const campaign = {
      __typename: 'Campaign',
      source: 'baidu',
      medium: 'cpc',
      name: 'autumn',
      term: null,
      content: null,
    } as const;
    expect([campaignText({ ...source, campaign }), campaignText(source)]).toEqual(['autumn · cpc', '']);
    expect(regionText({ __typename: 'Region', country: '中国', province: null })).toBe('中国');
  });
});

describe('a visitor’s progress', () => {
  const step = (
    stage: ProgressStep['stage'],
    reachedAt: string | null,
    tagNames: string[] = [],
  ): ProgressStep => ({
    __typename: 'ProgressStep',
    stage,
    reachedAt,
    tagNames,
  });
  const steps = [
    step('FIRST_WORD', timeAt(0)),
    step('CONTACT', null),
    step('APPOINTMENT', timeAt(9), ['预约']),
    step('ARRIVAL', null),
  ];

  it('stands at the last step that was reached, also when one was left out', () => {
    expect(currentStage(steps)).toBe('APPOINTMENT');
    expect(currentStage(steps.map((one) => ({ ...one, reachedAt: null })))).toBeNull();
  });

  it('says of each step whether, when and by which tags it was reached', () => {
    const texts = steps.map((one) => stepText(one, Date.parse(timeAt(59))));
    expect(texts[1]).toBe('Contact: not yet');
    expect(texts[2]).toMatch(/^Booked: \d\d:\d\d \(预约\)$/);
  });
});
