import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  filterFor,
  firstView,
  ownScope,
  queryFor,
  sessionLists,
  sessionOrders,
  viewIn,
  wholeScope,
} from '#lib/session/sessionView.ts';

const everything = ['SEE_DEPARTMENT_SESSIONS'] as const;
const read = (query: string, permissions: Parameters<typeof viewIn>[1] = everything) =>
  viewIn(new URLSearchParams(query), permissions);

describe('the address of a list', () => {
  it('says nothing about what is shown at first', () => {
    expect(queryFor(firstView)).toBe('');
    expect(read('')).toEqual(firstView);
  });

  it('brings back every view', () => {
    const view = fc.record({
      list: fc.constantFrom(...sessionLists),
      scope: fc.constantFrom(ownScope, wholeScope, { isMine: false, ownerId: '01a2' }),
      order: fc.constantFrom(...sessionOrders),
      search: fc.string({ unit: 'grapheme' }).map((text) => text.trim()),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(read(queryFor(one))).toEqual(one);
      }),
    );
  });

  it('can be read by people', () => {
    expect(queryFor({ list: 'LEFT_MESSAGES', scope: wholeScope, order: 'NEWEST', search: 'wang' })).toBe(
      'list=left-messages&of=all&order=newest&search=wang',
    );
  });

  it('shows the first list to who asks for nonsense, and one’s own to who may see no others', () => {
    expect(read('list=nonsense&order=up')).toEqual(firstView);
    expect(read('of=all', ['SEE_OWN_SESSIONS']).scope).toEqual(ownScope);
    expect(read('of=all', ['SEE_ALL_SESSIONS']).scope).toEqual(wholeScope);
  });

  it('asks the API for no more than it must', () => {
    expect(filterFor(firstView)).toEqual({ list: 'TALKING', ownerId: null, isMine: true, search: null });
    expect(filterFor({ ...firstView, scope: wholeScope, search: '牙' })).toMatchObject({
      isMine: null,
      search: '牙',
    });
  });
});
