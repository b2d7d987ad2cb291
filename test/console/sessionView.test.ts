import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactKinds } from '#lib/contactDetail/contactLook.ts';
import { withKindToggled, withTagToggled } from '#lib/session/sessionFilter.ts';
import {
  filterFor,
  firstView,
  isNarrowed,
  mostFilterTags,
  noFilter,
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
      tagIds: fc.uniqueArray(fc.uuid(), { maxLength: 5 }),
      contactKinds: fc.subarray([...contactKinds]),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(read(queryFor(one))).toEqual(one);
      }),
    );
  });

  it('can be read by people', () => {
    const view = { list: 'LEFT_MESSAGES', scope: wholeScope, order: 'NEWEST', search: 'wang' } as const;
    expect(queryFor({ ...view, tagIds: [], contactKinds: ['PHONE', 'QQ'] })).toBe(
      'list=left-messages&of=all&order=newest&search=wang&known=phone&known=qq',
    );
  });

  it('shows the first list to who asks for nonsense, and one’s own to who may see no others', () => {
    expect(read('list=nonsense&order=up')).toEqual(firstView);
    expect(read('tag=nonsense&tag=&known=shoe-size')).toEqual(firstView);
    expect(read('of=all', ['SEE_OWN_SESSIONS']).scope).toEqual(ownScope);
    expect(read('of=all', ['SEE_ALL_SESSIONS']).scope).toEqual(wholeScope);
  });

  it('asks the API for no more than it must', () => {
    expect(filterFor(firstView)).toEqual({
      list: 'TALKING',
      ownerId: null,
      isMine: true,
      search: null,
      tagIds: null,
      contactKinds: null,
    });
    expect(filterFor({ ...firstView, tagIds: ['a'], contactKinds: ['PHONE'] })).toMatchObject({
      tagIds: ['a'],
      contactKinds: ['PHONE'],
    });
    expect(filterFor({ ...firstView, scope: wholeScope, search: '牙' })).toMatchObject({
      isMine: null,
      search: '牙',
    });
  });
});

describe('the filter of a list', () => {
  it('is put together and taken apart again, in one order whatever was chosen first', () => {
    const both = withTagToggled(withKindToggled(withKindToggled(noFilter, 'QQ'), 'PHONE'), 'a');
    expect(both).toEqual({ tagIds: ['a'], contactKinds: ['PHONE', 'QQ'] });
    const none = withKindToggled(withKindToggled(withTagToggled(both, 'a'), 'PHONE'), 'QQ');
    expect(none).toEqual(noFilter);
  });

  it('takes no more tags than the API does, from the address neither', () => {
    const ids = Array.from(
      { length: 60 },
      (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    );
    const filter = ids.reduce(withTagToggled, noFilter);
    expect(filter.tagIds).toHaveLength(mostFilterTags);
    expect(read(ids.map((id) => `tag=${id}`).join('&')).tagIds).toHaveLength(mostFilterTags);
  });

  it('leaves what is found to the API, as a search does', () => {
    expect([firstView, { ...firstView, search: 'a' }].map(isNarrowed)).toEqual([false, true]);
    expect(isNarrowed({ ...firstView, contactKinds: ['AGE'] })).toBe(true);
  });
});
