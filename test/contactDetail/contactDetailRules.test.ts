import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currentDetails, maskedText, maskedValue } from '../../api/contactDetail/contactDetailRules.ts';
import { readMessage } from '../../api/contactDetail/readingRules.ts';
import { extractContactData } from '../../api/extraction/extractionRules.ts';

test('a masked value shows too little to reach anybody', () => {
  expect(maskedValue('PHONE', '13812345678')).toBe('138****5678');
  expect(maskedValue('PHONE', '010-12345678')).toBe('010*****5678');
  expect(maskedValue('WECHAT', 'lovecat_1')).toBe('l*******1');
  expect(maskedValue('QQ', '10482')).toBe('1***2');
  expect(maskedValue('PHONE', '12345')).toBe('*****');
  expect(maskedValue('AGE', '35')).toBe('35');
});

test('a masked text is as long as it was, whatever the parts are', () => {
  const part = fc.record({ start: fc.nat(40), end: fc.nat(60) });
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.array(part, { minLength: 1 }),
      (text, parts) => {
        expect(maskedText(text, parts)?.slice(0, text.length)).toHaveLength(text.length);
      },
    ),
  );
  expect(maskedText('打 138 1234 5678 吧', [{ start: 2, end: 15 }])).toBe('打 *** **** **** 吧');
  expect(maskedText('nothing', [])).toBeNull();
});

test('of ages the one set by hand counts, else the latest that was found', () => {
  const at = (ms: number) => new Date(ms);
  const row = { kind: 'AGE', status: 'FOUND', isByHand: false } as const;
  const details = [
    { ...row, id: 'first', foundAt: at(1) },
    { ...row, id: 'second', foundAt: at(2) },
    { ...row, id: 'rejected', foundAt: at(3), status: 'REJECTED' as const },
  ];
  expect(currentDetails(details)).toEqual(new Set(['second']));
  expect(currentDetails([...details, { ...row, id: 'hand', foundAt: at(0), isByHand: true }])).toEqual(
    new Set(['hand']),
  );
});

test('a message that repeats nothing and adds nothing has no reading', () => {
  expect(readMessage(['电话13812345678'], '今天可以吗，下午 3 点').extractions).toEqual([]);
  expect(readMessage(['电话13812345678'], '就打13812345678').extractions).toHaveLength(1);
});

test('what is known already changes no reading, only what it costs', () => {
  const texts = '电话13812345678,我今年35岁,我儿子5岁,微信lucky_77,不对，是36,13987654321,好的谢谢,女';
  const talk = fc.array(fc.constantFrom(...texts.split(',')), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(talk, (messages) => {
      const [before, text = ''] = [messages.slice(0, -1), messages.at(-1)];
      expect(readMessage(before, text, extractContactData(before))).toEqual(readMessage(before, text));
    }),
  );
});
