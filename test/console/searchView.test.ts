import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  filterFor,
  firstSearch,
  isFiltered,
  kindsIn,
  noFilter,
  openSeqIn,
  queryFor,
  searchIn,
  searchKinds,
} from '#lib/search/searchView.ts';
import { queryFor as listsQueryFor, firstView, viewIn, wholeScope } from '#lib/session/sessionView.ts';

const read = (query: string) => searchIn(new URLSearchParams(query));

describe('the address of a search', () => {
  it('says nothing before anything is searched for', () => {
    expect(queryFor(firstSearch)).toBe('');
    expect(read('')).toEqual(firstSearch);
  });

  it('brings back every search, and the message that is open', () => {
    const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
    const days = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const view = fc.record({
      query: fc.string({ unit: 'grapheme' }).map((text) => text.trim()),
      kind: fc.constantFrom(...searchKinds),
      filter: fc.record({
        from: optional(days),
        until: optional(days),
        agentId: optional(fc.uuid()),
        tagId: optional(fc.uuid()),
        siteId: optional(fc.uuid()),
      }),
    });
    fc.assert(
      fc.property(view, optional(fc.integer({ min: 1, max: 999_999_999 })), (one, seq) => {
        const query = new URLSearchParams(queryFor(one, seq));
        expect([searchIn(query), openSeqIn(query)]).toEqual([one, seq]);
      }),
    );
  });

  it('can be read by people', () => {
    const view = { query: 'implant', kind: 'messages', filter: { ...noFilter, from: '2026-11-01' } } as const;
    expect(queryFor(view, 12)).toBe('q=implant&kind=messages&from=2026-11-01&message=12');
  });

  it('that is nonsense searches for what is left of it', () => {
    expect(read('kind=shoes&from=yesterday&until=2026-02-30&agent=me&tagged=&site=1')).toEqual(firstSearch);
    for (const message of ['0', '-1', 'x', '1.5', '9999999999'])
      expect(openSeqIn(new URLSearchParams({ message }))).toBeNull();
  });

  it('keeps what the lists show apart from what is searched for', () => {
    const id = '01a21202-6211-736a-af14-7851b95da28b';
    const lists = { ...firstView, list: 'LEFT', scope: wholeScope, search: '牙', tagIds: [id] } as const;
    const search = { query: '种植', kind: 'all', filter: { ...noFilter, tagId: id, agentId: id } } as const;
    const query = new URLSearchParams(`${listsQueryFor(lists)}&${queryFor(search)}`);
    expect([viewIn(query, ['SEE_ALL_SESSIONS']), searchIn(query)]).toEqual([lists, search]);
  });
});

describe('a search’s filter', () => {
  it('takes in both of its days, as the organisation counts them', () => {
    const filter = { ...noFilter, from: '2026-11-01', until: '2026-11-22' };
    expect(filterFor(filter, 'Asia/Shanghai')).toEqual({
      from: '2026-10-31T16:00:00.000Z',
      until: '2026-11-22T16:00:00.000Z',
      agentId: null,
      tagId: null,
      siteId: null,
    });
  });

  it('leaves out quick replies, which belong to no session, unless they alone are searched', () => {
    const filter = { ...noFilter, siteId: 'site' };
    expect([isFiltered(filter), isFiltered(noFilter)]).toEqual([true, false]);
    expect(kindsIn({ ...firstSearch, filter })).toEqual(['messages', 'visitors', 'sessions']);
    expect(kindsIn(firstSearch)).toEqual(['messages', 'visitors', 'sessions', 'replies']);
    expect(kindsIn({ ...firstSearch, kind: 'replies', filter })).toEqual(['replies']);
  });
});
