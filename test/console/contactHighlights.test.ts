import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { highlightParts, highlightsOf, type HighlightSpan } from '#lib/contactDetail/highlightParts.ts';
import { ThreadHighlights } from '#lib/contactDetail/threadHighlights.svelte.ts';
import { MessageSpotlight } from '#lib/message/messageSpotlight.svelte.ts';
import { ThreadState } from '#lib/message/threadState.svelte.ts';
import { TypingState } from '#lib/message/typingState.svelte.ts';
import { buildDetail, buildSession, buildVisitor } from './build.ts';
import { FakeApi } from './fakeApi.ts';

const phone = buildDetail('phone');
const wechat = buildDetail('wechat', { kind: 'WECHAT' });
type Place = Parameters<MessageSpotlight['isLit']>[0];
const span = (start: number, end: number, detail = phone): HighlightSpan => ({ start, end, detail });
const read = (text: string, spans: readonly HighlightSpan[]) =>
  highlightParts(text, spans).map(({ text: part, details }) => [part, ...details.map(({ id }) => id)]);

describe('the words out of which a value was read', () => {
  it('are told from the rest of the message', () => {
    expect(read('电话：13912345678，谢谢', [span(3, 14)])).toEqual([
      ['电话：'],
      ['13912345678', 'phone'],
      ['，谢谢'],
    ]);
    expect(read('13912345678', [span(0, 11)])).toEqual([['13912345678', 'phone']]);
    expect(read('nothing', [])).toEqual([['nothing']]);
  });

  it('may be those of several values, within each other or overlapping', () => {
    expect(read('微信同号139', [span(0, 7, wechat), span(4, 7)])).toEqual([
      ['微信同号', 'wechat'],
      ['139', 'wechat', 'phone'],
    ]);
    expect(read('abcdef', [span(0, 4), span(2, 6, wechat)])).toEqual([
      ['ab', 'phone'],
      ['cd', 'phone', 'wechat'],
      ['ef', 'wechat'],
    ]);
  });

  it('are one piece where a value’s spans touch or repeat each other', () => {
    expect(read('139 1234', [span(0, 3), span(3, 5), span(4, 8), span(0, 3)])).toEqual([
      ['139 1234', 'phone'],
    ]);
  });

  it('are counted in UTF-16 units, and no character is cut', () => {
    expect(read('😀139', [span(2, 5)])).toEqual([['😀'], ['139', 'phone']]);
    expect(read('😀139', [span(1, 5)])).toEqual([['😀139', 'phone']]);
  });

  it('are nowhere where a span lies outside the message', () => {
    const odd = [span(9, 20), span(-5, 0), span(2, 1), span(1, 1), span(Number.NaN, 0)];
    expect(read('abc', odd)).toEqual([['abc']]);
    expect(read('abc', [span(-5, 99)])).toEqual([['abc', 'phone']]);
  });

  it('are told from what is marked because it is looked for', () => {
    const parts = highlightParts(
      '电话139，种植',
      [span(2, 5)],
      [
        { start: 0, end: 3 },
        { start: 6, end: 8 },
      ],
    );
    expect(parts.map(({ text, details, isMarked }) => [text, details.length, isMarked])).toEqual([
      ['电话', 0, true],
      ['1', 1, true],
      ['39', 1, false],
      ['，', 0, false],
      ['种植', 0, true],
    ]);
  });

  it('never change the message, whatever the spans say', () => {
    const spans = fc.array(
      fc.record({ start: fc.integer({ min: -3, max: 30 }), end: fc.integer({ min: -3, max: 30 }) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), spans, (text, places) => {
        const parts = highlightParts(
          text,
          places.map(({ start, end }) => span(start, end)),
        );
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => part.text !== '' || text === '')).toBe(true);
      }),
    );
  });
});

describe('a thread’s highlights', () => {
  it('are those of this session, by the message’s number, without what was rejected', () => {
    const details = [
      phone,
      buildDetail('other', { sessionId: 'earlier' }),
      buildDetail('no', { status: 'REJECTED' }),
      buildDetail('two', {
        spans: [
          { __typename: 'ContactSpan', seq: 3, start: 0, end: 2 },
          { __typename: 'ContactSpan', seq: 4, start: 0, end: 2 },
        ],
      }),
    ];
    const spans = [...highlightsOf(details, 's')].map(([seq, all]) => [
      seq,
      all.map(({ detail }) => detail.id),
    ]);
    expect(spans).toEqual([
      [3, ['phone', 'two']],
      [4, ['two']],
    ]);
  });

  it('go as soon as the value is rejected', () => {
    const api = new FakeApi({});
    const typing = new TypingState('me', 6_000);
    const thread = new ThreadState({ sessionId: 's', api, openStream: api.openStream, typing });
    thread.applySession(buildSession('s', { visitor: buildVisitor('s', { contactDetails: [phone] }) }));
    const highlights = new ThreadHighlights(() => thread.session!);
    expect(highlights.spansOf(3)).toHaveLength(1);
    const rejected = buildDetail('phone', { status: 'REJECTED', isCurrent: false });
    thread.applyVisitor(buildVisitor('s', { version: 2, contactDetails: [rejected] }));
    expect(highlights.spansOf(3)).toBeUndefined();
  });
});

describe('showing a message in the conversation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const thread = (isThere: boolean) => ({ sessionId: 's', loadBackTo: () => Promise.resolve(isThere) });
  const [third, fourth] = [3, 4].map((seq) => ({ sessionId: 's', seq })) as [Place, Place];

  it('brings it into view and lights it for a moment', async () => {
    const spotlight = new MessageSpotlight();
    const shown: number[] = [];
    const leave = spotlight.stageOn((seq) => void shown.push(seq));
    expect(await spotlight.show(thread(true), { seq: 3 })).toBe(true);
    expect([shown, spotlight.isLit(third), spotlight.isLit(fourth)]).toEqual([[3], true, false]);
    vi.advanceTimersByTime(3_000);
    expect(spotlight.isLit(third)).toBe(false);
    leave();
  });

  it('lights only the words out of which a value was read, where that is what is shown', async () => {
    const spotlight = new MessageSpotlight();
    await spotlight.show(thread(true), { seq: 3, detailId: 'phone' });
    expect([spotlight.isDetailLit('phone'), spotlight.isLit(third)]).toEqual([true, false]);
    vi.advanceTimersByTime(3_000);
    expect(spotlight.isDetailLit('phone')).toBe(false);
  });

  it('says when the message cannot be had', async () => {
    const spotlight = new MessageSpotlight();
    spotlight.expectedIn = 's';
    expect(await spotlight.show(thread(false), { seq: 3 })).toBe(false);
    expect(await spotlight.show(thread(true), { seq: undefined, detailId: 'phone' })).toBe(false);
    expect([spotlight.isDetailLit('phone'), spotlight.expectedIn]).toEqual([false, null]);
  });
});
