import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractContactData, mayHoldContactData } from '../../api/extraction/extractionRules.ts';

/** What visitors write, and what somebody writes who wants to break the reading. */
const pieces = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.stringMatching(/^[0-9]{1,12}$/) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...'13912345678,139 1234 5678,幺三九,１３９,①③⑨,1️⃣,5678,然后,最后,+86,0086,010,12345678,微信,vx,加V,微❤,wechat,同号,就是这个'.split(
        ',',
      ),
      ...'lucky_77,a下划线b_1234,QQ,🐧,扣扣,12345@qq.com,没有,你们的,病历号,我,我妈,孩子,她,老公,岁,35岁,今年28,半岁,8个月,女,男,F/33'.split(
        ',',
      ),
      ...'怀孕,前列腺,高血压,疼,是,的,，,。,\n, ,(,),-,/,\ud83d,👩‍⚕️,在吗,谢谢,打错了,不对，是,http://a.b/vx,年龄：,about 40,my son is 5'.split(
        ',',
      ),
      ',',
    ),
  },
);
const message = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));
const conversation = fc.array(message, { minLength: 1, maxLength: 4 });

const read = (messages: readonly string[]) => {
  const found = extractContactData(messages);
  return found.map((one) => ({
    ...one,
    texts: one.spans.map(({ message: place, start, end }) => messages[place]?.slice(start, end) ?? ''),
  }));
};

/** The digits that a text spells: a reading of its own, independent of the rules. */
function digitsOf(text: string): string {
  const words: Record<string, string> = {
    幺: '1',
    么: '1',
    两: '2',
    洞: '0',
    拐: '7',
    勾: '9',
    l: '1',
    I: '1',
    o: '0',
    O: '0',
  };
  const numerals = ['零〇○', '一壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'];
  return Array.from(text.normalize('NFKC'), (sign) => {
    // ❶ ➀ ➊, which Unicode does not take apart.
    if (sign >= '\u2776' && sign <= '\u2793') return String(((sign.charCodeAt(0) - 0x2776) % 10) + 1);
    if (/[0-9]/.test(sign)) return sign;
    const numeral = numerals.findIndex((signs) => signs.includes(sign));
    return numeral >= 0 ? String(numeral) : (words[sign] ?? '');
  }).join('');
}

test('no text breaks the reading, and every finding has the form of its kind', () => {
  const forms = {
    PHONE: /^(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/,
    WECHAT: /^(?:[A-Za-z][\w-]{5,19}|\d{5,11})$/,
    QQ: /^[1-9]\d{4,10}$/,
    AGE: /^(?:\d|[1-9]\d|1[01]\d)$/,
    GENDER: /^(?:FEMALE|MALE)$/,
  };
  fc.assert(
    fc.property(fc.oneof(conversation, fc.array(fc.string({ unit: 'binary' }))), (messages) => {
      const found = extractContactData(messages);
      for (const { kind, value } of found) expect(value).toMatch(forms[kind]);
      for (const kind of ['AGE', 'GENDER'])
        expect(found.filter((one) => one.kind === kind).length).toBeLessThanOrEqual(1);
      const keys = found.map(({ kind, value }) => `${kind}:${value.toLowerCase()}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 3_000 },
  );
});

test('spans lie within their message, in order', () => {
  fc.assert(
    fc.property(conversation, (messages) => {
      const found = extractContactData(messages);
      for (const { spans, repeats } of found) {
        expect(spans.length).toBeGreaterThan(0);
        for (const { message: place, start, end } of [...spans, ...repeats]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(messages[place]?.length ?? -1);
        }
      }
      const firsts = found.map(({ spans }) => (spans[0]?.message ?? 0) * 1e6 + (spans[0]?.start ?? 0));
      expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    }),
    { numRuns: 2_000 },
  );
});

test('the spanned text spells the value', () => {
  fc.assert(
    fc.property(conversation, (messages) => {
      for (const { kind, value, rule, texts } of read(messages)) {
        const text = texts.join('');
        if (kind === 'PHONE') expect(digitsOf(text).endsWith(digitsOf(value).replace(/^0/, ''))).toBe(true);
        if (kind === 'QQ' && rule !== 'same number')
          expect(digitsOf(text).replace(/^(?:00)?86(?=1\d{10}$)/, '')).toBe(value);
        if (kind === 'WECHAT' && rule === 'WeChat id')
          expect(
            text
              .normalize('NFKC')
              .replace(/下划线/g, '_')
              .replace(/\s|\p{M}|\p{Cf}/gu, ''),
          ).toBe(value);
        if (kind === 'WECHAT' && rule === 'same number') expect(digitsOf(text)).toContain(value);
        if (kind === 'AGE')
          expect(text.normalize('NFKC')).toMatch(/[0-9一二两三四五六七八九十百廿卅壹贰叁肆伍陆柒捌玖拾半]/);
        if (kind === 'GENDER') expect(text.trim()).not.toBe('');
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a message that may hold nothing changes nothing, wherever it stands', () => {
  const idle = fc.constantFrom('', '在吗', '好的', '谢谢！', '多少钱', '可以吗？', '嗯嗯。', '请问几点下班');
  fc.assert(
    fc.property(conversation, idle, fc.nat(4), (messages, text, at) => {
      expect(mayHoldContactData(text)).toBe(false);
      const place = Math.min(at, messages.length);
      const with_ = read([...messages.slice(0, place), text, ...messages.slice(place)]);
      const seen = (found: ReturnType<typeof read>) =>
        found.map(({ kind, value, texts }) => ({ kind, value, texts }));
      expect(seen(with_)).toEqual(seen(read(messages)));
    }),
    { numRuns: 1_500 },
  );
  fc.assert(
    fc.property(conversation, message, (messages, text) => {
      if (!mayHoldContactData(text)) expect(read([...messages, text])).toEqual(read(messages));
    }),
    { numRuns: 1_500 },
  );
});

test('the time for hostile messages grows with their length, not faster', { timeout: 120_000 }, () => {
  const floods =
    '1 |微信|(|1|😀|我妈|35岁|13912345678 |女,|138,|，我|孩子|微信abcdef1,|a@b.|\ud800|微信同号|宝宝3个月|下划线|再来|1.|我妈咳嗽|隔壁大爷|我姐说她28岁做的，|会传染我|vx(手机|你们主任 |卡面号1|a1_|0 5 7 1 '.split(
      '|',
    );
  for (const flood of floods) expect(isLinear(flood), flood).toBe(true);
});

/**
 * Squares would take 256 times as long for 16 times the length. Both lengths are timed in turn and the least of many runs
 * counts, so that other work on the machine, which only ever adds time, has to last for all of them to be seen.
 */
function isLinear(flood: string): boolean {
  const ofLength = (length: number) => [flood.repeat(Math.ceil(length / flood.length)).slice(0, length)];
  const short = ofLength(2_000);
  const long = ofLength(32_000);
  let least = { short: Infinity, long: Infinity };
  for (let run = 0; run < 40; run++) {
    least = {
      short: Math.min(least.short, timeOf(short)),
      long: Math.min(least.long, timeOf(long)),
    };
    if (run >= 2 && least.long < 80 * least.short + 5) return true;
  }
  return false;
}

function timeOf(messages: readonly string[]): number {
  const start = performance.now();
  extractContactData(messages);
  return performance.now() - start;
}
