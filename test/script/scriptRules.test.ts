import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded } from '../../api/core/input.ts';
import { holdsKeywords } from '../../api/script/keywordRules.ts';
import {
  judgeScripts,
  nextLook,
  quietMs,
  scriptKinds,
  type SaidScript,
  type ScriptMoment,
} from '../../api/script/scriptRules.ts';
import { fillVariables, hasUnknownVariable } from '../../api/script/variableRules.ts';
import { hoursText } from '../../api/site/hoursTextRules.ts';
import type { Script } from '../../prisma/generated/client/client.ts';

const start = new Date('2026-11-22T08:00:00.000Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

const anyScript = fc
  .record({
    kind: fc.constantFrom(...scriptKinds),
    siteId: fc.constantFrom(null, 'here', 'elsewhere'),
    keywords: fc.constantFrom<string[]>(['停车'], ['停车', '价格']),
    keywordMatch: fc.constantFrom('ANY', 'ALL'),
    delaySeconds: fc.constantFrom(0, 3, 20),
    hours: fc.constantFrom('ALWAYS', 'WITHIN', 'OUTSIDE'),
    mayFollowAgent: fc.boolean(),
    timesPerSession: fc.integer({ min: 1, max: 3 }),
    isEnabled: fc.constantFrom(true, true, true, false),
    position: fc.integer({ min: 0, max: 3 }),
  })
  .map((words): Omit<Script, 'id'> => ({ ...words, content: '', createdAt: start, updatedAt: start }));

const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('WAIT'), seconds: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom({ type: 'VISITOR', text: '停车' }, { type: 'VISITOR', text: '你好' }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'AGENT' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ type: 'QUEUED' }, { type: 'NOBODY_REACHABLE' }, { type: 'ANSWERED' }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'OPEN' }, { type: 'CLOSED' }, { type: 'UNDISTURBED' }) },
);
type Step = { type: string; seconds?: number; text?: string };

/** Plays a session second by second, asking the scripts each second. */
function play(scripts: readonly Script[], steps: readonly Step[]) {
  let moment: ScriptMoment = {
    now: start,
    siteId: 'here',
    isOpen: true,
    startedAt: start,
    reach: 'ANSWERED',
    queuePosition: null,
    isUndisturbed: true,
    isVisitorHere: true,
    hasVisitorSpoken: false,
    hasAgentWritten: false,
    newTexts: [],
    lastWord: null,
    said: [],
  };
  const moments: { moment: ScriptMoment; said: Script[] }[] = [];
  const ask = () => {
    const said = judgeScripts(scripts, moment)
      .filter(({ verdict }) => verdict === 'SAID')
      .map(({ script }) => script);
    moments.push({ moment, said });
    const more = said.map(({ id, kind }): SaidScript => ({
      scriptId: id,
      kind,
      at: moment.now,
      queuePosition: moment.queuePosition,
    }));
    moment = { ...moment, said: [...moment.said, ...more], newTexts: said.length > 0 ? [] : moment.newTexts };
  };
  for (const { type, seconds = 0, text = '' } of steps) {
    const { now } = moment;
    if (type === 'VISITOR')
      moment = {
        ...moment,
        hasVisitorSpoken: true,
        newTexts: [...moment.newTexts, text],
        lastWord: { author: 'VISITOR', at: now },
      };
    else if (type === 'AGENT')
      moment = {
        ...moment,
        reach: 'ANSWERED',
        hasAgentWritten: true,
        lastWord: { author: 'AGENT', at: now },
      };
    else if (type === 'OPEN' || type === 'CLOSED') moment = { ...moment, isOpen: type === 'OPEN' };
    else if (type === 'UNDISTURBED') moment = { ...moment, isUndisturbed: !moment.isUndisturbed };
    else if (type !== 'WAIT') moment = { ...moment, reach: type as ScriptMoment['reach'], queuePosition: 4 };
    for (let second = 0; second < seconds; second++) {
      moment = { ...moment, now: new Date(moment.now.getTime() + 1000) };
      ask();
    }
  }
  return moments;
}

test('whatever happens, never two speak at once or soon after one another, nor after an agent, on another site, too often', () => {
  fc.assert(
    fc.property(
      fc.array(anyScript, { minLength: 1, maxLength: 8 }),
      fc.array(anyStep, { maxLength: 40 }),
      (words, steps) => {
        const scripts = words.map((one, at): Script => ({ ...one, id: `script ${at}` }));
        let last: Date | undefined;
        const counts = new Map<string, number>();
        for (const { moment, said } of play(scripts, steps)) {
          expect(said.length).toBeLessThanOrEqual(1);
          for (const script of said) {
            if (last) expect(moment.now.getTime() - last.getTime()).toBeGreaterThanOrEqual(quietMs);
            last = moment.now;
            expect(script.isEnabled && moment.isUndisturbed).toBe(true);
            expect(script.siteId).not.toBe('elsewhere');
            if (moment.hasAgentWritten) expect(script.mayFollowAgent).toBe(true);
            if (script.hours !== 'ALWAYS') expect(moment.isOpen).toBe(script.hours === 'WITHIN');
            counts.set(script.id, (counts.get(script.id) ?? 0) + 1);
            expect(counts.get(script.id)).toBeLessThanOrEqual(script.timesPerSession);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('when nothing happens, nothing is said before the moment at which the scripts are asked next', () => {
  fc.assert(
    fc.property(
      fc.array(anyScript, { minLength: 1, maxLength: 6 }),
      fc.array(anyStep, { minLength: 1, maxLength: 15 }),
      (words, steps) => {
        const scripts = words.map((one, at): Script => ({ ...one, id: `script ${at}` }));
        const [reached] = play(scripts, [...steps, { type: 'WAIT', seconds: 1 }]).slice(-1);
        if (!reached || reached.said.length > 0) return;
        const due = nextLook(judgeScripts(scripts, reached.moment));
        for (let second = 1; second < 60; second++) {
          const now = new Date(reached.moment.now.getTime() + second * 1000);
          if (due && now >= due) break;
          const judgements = judgeScripts(scripts, { ...reached.moment, now });
          expect(judgements.filter(({ verdict }) => verdict === 'SAID')).toEqual([]);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('of several that fit, the kind that comes first speaks, and of a kind the one with the lowest position', () => {
  const build = (id: string, kind: Script['kind'], position: number): Script => ({
    id,
    kind,
    position,
    siteId: null,
    content: '',
    keywords: ['停车'],
    keywordMatch: 'ANY',
    delaySeconds: 0,
    hours: 'ALWAYS',
    mayFollowAgent: false,
    timesPerSession: 1,
    isEnabled: true,
    createdAt: start,
    updatedAt: start,
  });
  const scripts = [
    build('greeting', 'GREETING', 0),
    build('second', 'KEYWORD', 1),
    build('first', 'KEYWORD', 0),
    build('nobody', 'NOBODY_REACHABLE', 0),
  ];
  const moment: ScriptMoment = {
    now: later(1),
    siteId: 'here',
    isOpen: true,
    startedAt: start,
    reach: 'NOBODY_REACHABLE',
    queuePosition: null,
    isUndisturbed: true,
    isVisitorHere: true,
    hasVisitorSpoken: true,
    hasAgentWritten: false,
    newTexts: ['停车场在哪'],
    lastWord: { author: 'VISITOR', at: later(1) },
    said: [],
  };
  const verdicts = (one: ScriptMoment) =>
    judgeScripts(scripts, one).map(({ script, verdict }) => `${script.id}: ${verdict}`);
  expect(verdicts(moment)).toEqual([
    'first: SAID',
    'second: ANOTHER_FIRST',
    'nobody: ANOTHER_FIRST',
    'greeting: OTHER_MOMENT',
  ]);
  const arrived = { ...moment, hasVisitorSpoken: false, newTexts: [], lastWord: null };
  expect(verdicts(arrived).slice(2)).toEqual(['nobody: SAID', 'greeting: ANOTHER_FIRST']);
});

test('keywords are found as search finds words: whatever the width and capitals, Latin ones at the beginning of words', () => {
  const holds = (script: Parameters<typeof holdsKeywords>[0], text: string) =>
    holdsKeywords(script, folded(text));
  const any = (...keywords: string[]) => ({ keywords, keywordMatch: 'ANY' as const });
  expect(holds(any('停车'), '请问怎么停车')).toBe(true);
  expect(holds(any('wifi'), '有ＷＩＦＩ吗')).toBe(true);
  expect(holds(any('hi'), 'this')).toBe(false);
  expect(holds(any('hi'), 'oh, Hi!')).toBe(true);
  const all = { keywords: ['种植', '价格'], keywordMatch: 'ALL' as const };
  expect(holds(all, '价格，种植牙的')).toBe(true);
  expect(holds(all, '种植牙')).toBe(false);
  expect(holds(any(), '')).toBe(false);
});

test('variables are filled in; what nobody stands for the site does; unknown ones are told before a visitor reads them', () => {
  const values = {
    'visitor.nickname': '10086420',
    'agent.name': null,
    'site.name': '渡口门诊',
    hours: '全天',
    'queue.position': null,
  };
  expect(fillVariables('{{agent.name}} {{ hours }} {{other}} {{queue.position}}', values)).toBe(
    '渡口门诊 全天 {{other}} ',
  );
  expect(hasUnknownVariable('GREETING', '{{visitor.nickname}}{{ site.name }}')).toBe(false);
  expect(hasUnknownVariable('GREETING', '{{queue.position}}')).toBe(true);
  expect(hasUnknownVariable('QUEUE_POSITION', '{{queue.position}}')).toBe(false);
  expect(hasUnknownVariable('GREETING', '{{vistor.nickname}}')).toBe(true);
});

test('hours are told in the visitor’s language, neighbouring days together', () => {
  const week = { weekdays: [5, 1, 2, 3, 4], from: '08:00', to: '18:00' };
  const saturday = { weekdays: [6], from: '09:00', to: '12:00' };
  expect(hoursText([[week, saturday]], 'zh-CN')).toBe('周一至周五 08:00–18:00；周六 09:00–12:00');
  expect(hoursText([[week], [week]], 'en-GB')).toBe('Mon–Fri 08:00–18:00');
  expect(hoursText([[week], []], '')).toBe('全天');
});
