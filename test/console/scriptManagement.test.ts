import { beforeEach, describe, expect, it } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { ManagedScriptFragment } from '#lib/gql/generated.ts';
import { ScriptBenchState } from '#lib/script/scriptBenchState.svelte.ts';
import { scriptFacts } from '#lib/script/scriptFacts.ts';
import { ScriptListState } from '#lib/script/scriptListState.svelte.ts';
import { ScriptManagementState } from '#lib/script/scriptManagementState.svelte.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { buildManagedScript } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';

type Answers = ConstructorParameters<typeof FakeApi>[0];

const clinic = { __typename: 'Site', id: 'clinic', name: '渡口门诊' } as const;
const dental = { __typename: 'Site', id: 'dental', name: '口腔' } as const;

async function buildPage(scripts: ManagedScriptFragment[], answers: Answers = {}) {
  const api = new FakeApi({
    Scripts: () => ({ scripts, sites: [clinic, dental] }),
    UpdateScript: ({ input }) => {
      const { scriptId, isEnabled } = input as { scriptId: string; isEnabled: boolean };
      return { updateScript: { ...scripts.find(({ id }) => id === scriptId), isEnabled } };
    },
    OrderScripts: () => ({ orderScripts: { __typename: 'ScriptOrder', scripts: [] } }),
    DeleteScript: () => ({ deleteScript: { __typename: 'DeletionReceipt', deletedId: 'x' } }),
    ...answers,
  });
  const list = new ScriptListState(api);
  const management = new ScriptManagementState(api, list);
  await list.refresh();
  return { api, list, management };
}

const shown = ({ groups }: ScriptManagementState) =>
  groups.flatMap(({ scripts }) => scripts.map(({ id }) => id));

beforeEach(() => void (toastState.toasts = []));

describe('the page of the scripts', () => {
  const greeting = buildManagedScript('greeting', { kind: 'GREETING', content: '您好' });
  const parking = buildManagedScript('parking', { kind: 'KEYWORD', keywords: ['停车'], site: clinic });
  const price = buildManagedScript('price', { kind: 'KEYWORD', keywords: ['价格'], site: dental });

  it('shows the kinds in the order of a visit, of one site those for all too, and finds by words and keywords', async () => {
    const { management } = await buildPage([parking, price, greeting]);
    expect(shown(management)).toEqual(['greeting', 'parking', 'price']);
    management.siteId = 'clinic';
    expect(shown(management)).toEqual(['greeting', 'parking']);
    management.siteId = null;
    management.search = ' 价 ';
    expect(shown(management)).toEqual(['price']);
  });

  it('says when they cannot be loaded, and shows them when they can', async () => {
    let isUp = false;
    const { list } = await buildPage([], {
      Scripts: () => {
        if (!isUp) throw new RequestFailure('NETWORK');
        return { scripts: [greeting], sites: [] };
      },
    });
    expect([list.status, list.failureCode]).toEqual(['failed', 'NETWORK']);
    isUp = true;
    await list.refresh();
    expect([list.status, list.all.length]).toEqual(['ready', 1]);
  });

  it('switches one at once, keeps its site, and switches it back where that fails', async () => {
    const answer = pending<unknown>();
    const { api, list, management } = await buildPage([parking], { UpdateScript: () => answer.promise });
    const toggled = management.toggle(parking);
    expect(list.find('parking')?.isEnabled).toBe(false);
    expect(api.callsOf('UpdateScript')).toEqual([
      { input: { scriptId: 'parking', isEnabled: false, siteId: 'clinic' } },
    ]);
    answer.reject(new RequestFailure('NETWORK'));
    await toggled;
    expect(list.find('parking')?.isEnabled).toBe(true);
    expect(toastState.toasts).toHaveLength(1);
  });

  it('moves one among those of its kind, but not while some are left out', async () => {
    const { api, management } = await buildPage([greeting, parking, price]);
    expect([greeting, parking].map((script) => management.order.canMove(script))).toEqual([false, true]);
    management.order.move(parking, 1);
    expect(shown(management)).toEqual(['greeting', 'price', 'parking']);
    await settle();
    expect(api.callsOf('OrderScripts')).toEqual([
      { input: { kind: 'KEYWORD', scriptIds: ['price', 'parking'] } },
    ]);
    management.search = '停';
    expect(management.order.canMove(parking)).toBe(false);
  });

  it('deletes one only when that is confirmed', async () => {
    const { api, management } = await buildPage([greeting]);
    const refused = management.remove(greeting);
    confirmState.answer(false);
    await refused;
    expect(api.callsOf('DeleteScript')).toEqual([]);
    const confirmed = management.remove(greeting);
    confirmState.answer(true);
    await confirmed;
    expect(shown(management)).toEqual([]);
  });

  it('tells of each what its kind makes worth knowing', () => {
    expect(scriptFacts(greeting)).toEqual([]);
    const nudge = buildManagedScript('nudge', {
      kind: 'NUDGE',
      delaySeconds: 60,
      hours: 'WITHIN',
      timesPerSession: 2,
      mayFollowAgent: true,
      site: clinic,
    });
    expect(scriptFacts(nudge)).toEqual([
      '渡口门诊',
      'After 60 s of silence',
      'Only in working hours',
      'At most 2×',
      'Also after an agent',
    ]);
    expect(scriptFacts({ ...price, keywords: ['a', 'b'], keywordMatch: 'ALL' })).toContain('All of: a, b');
  });
});

describe('the test bench', () => {
  const silent = { __typename: 'ScriptTrial', script: null, text: null, isOpen: true, judgements: [] };
  const saying = (id: string) => ({
    ...silent,
    script: { __typename: 'Script', id, kind: 'KEYWORD' },
    text: `words of ${id}`,
  });

  function buildBench(...answers: unknown[]) {
    const api = new FakeApi({ TryScripts: () => ({ tryScripts: answers.shift() ?? silent }) });
    const bench = new ScriptBenchState(api);
    bench.siteId = 'clinic';
    const inputs = () => api.callsOf('TryScripts').map(({ input }) => input as Record<string, unknown>);
    return { bench, inputs };
  }

  it('plays a talk: what was said before, who spoke last and how long ago are asked with each step', async () => {
    const { bench, inputs } = buildBench(silent, saying('greeting'), saying('parking'));
    await bench.enter();
    await bench.wait(30, '30 s');
    expect(inputs()).toMatchObject([
      { occasion: 'ENTERED', seconds: 0, saidScriptIds: [] },
      { occasion: 'ENTERED', seconds: 30 },
    ]);
    bench.text = ' 停车 ';
    await bench.say();
    expect(inputs()[2]).toMatchObject({ occasion: 'WROTE', text: '停车', saidScriptIds: ['greeting'] });
    await bench.wait(30, '30 s');
    expect(inputs()[3]).toMatchObject({
      occasion: 'SILENT',
      seconds: 30,
      isVisitorWaiting: false,
      hasAgentWritten: false,
      saidScriptIds: ['greeting', 'parking'],
    });
    bench.answer('hello');
    bench.text = 'bye';
    await bench.say();
    await bench.wait(30, '30 s');
    expect(inputs().at(-1)).toMatchObject({ isVisitorWaiting: true, hasAgentWritten: true });
    expect(bench.lines.map(({ author }) => author).join()).toBe(
      'TIME,SCRIPT,VISITOR,SCRIPT,TIME,AGENT,VISITOR,TIME',
    );
    await bench.enter();
    expect([bench.lines, inputs().at(-1)?.saidScriptIds]).toEqual([[], []]);
  });

  it('forgets the answer to a talk that was begun anew meanwhile, and says what fails', async () => {
    const late = pending<unknown>();
    let count = 0;
    const api = new FakeApi({
      TryScripts: () => {
        count++;
        if (count === 1) return late.promise;
        throw new RequestFailure('NETWORK');
      },
    });
    const bench = new ScriptBenchState(api);
    bench.siteId = 'clinic';
    const first = bench.enter();
    await bench.enter();
    late.resolve({ tryScripts: saying('greeting') });
    await first;
    expect(bench.lines).toEqual([]);
    expect(bench.error).toContain('network');
    expect(bench.isBusy).toBe(false);
  });
});
