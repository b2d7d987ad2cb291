import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditCsvLines } from '#lib/audit/auditCsv.ts';
import { AuditState } from '#lib/audit/auditState.svelte.ts';
import { auditSentence, changeTexts } from '#lib/audit/auditText.ts';
import { actionTexts } from '#lib/audit/auditTexts.ts';
import type { AuditLineFragment } from '#lib/gql/generated.ts';
import { csvText } from '#lib/quickReply/csvText.ts';
import { FakeApi, settle } from './fakeApi.ts';

const buildEntry = (change: Partial<AuditLineFragment> = {}): AuditLineFragment => ({
  __typename: 'AuditEntry',
  id: '1',
  at: '2026-11-22T08:00:00.000Z',
  agentId: 'a',
  agentName: 'Admin',
  action: 'updateAgent',
  targetType: 'Agent',
  targetId: 't',
  targetName: 'Lin',
  changes: [],
  ...change,
});
const buildChange = (field: string, before: unknown, after: unknown, names: (string | null)[] = []) => ({
  __typename: 'AuditChange' as const,
  field,
  before: JSON.stringify(before),
  after: JSON.stringify(after),
  beforeName: names[0] ?? null,
  afterName: names[1] ?? null,
});

/** The actions that the product writes down, as its source names them. */
function auditedActions(): string[] {
  const sources = readdirSync('api', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(`api/${path}`, 'utf8'))
    .filter((text) => text.includes('recordAudit('));
  const direct = sources.flatMap((text) =>
    [...text.matchAll(/recordAudit\(\s*transaction,\s*\w+,\s*'(\w+)'/g)].map(([, action]) => action ?? ''),
  );
  // Where one of several is chosen.
  const chosen = sources.flatMap((text) =>
    [...text.matchAll(/const action = \w+ \? '(\w+)' : '(\w+)'/g)].flatMap(([, ...actions]) => actions),
  );
  return [...new Set([...direct, ...chosen, 'confirmContactDetail', 'rejectContactDetail'])];
}

describe('the audit log', () => {
  it('has a sentence for every action that is written down, and for no other', () => {
    expect(auditedActions().toSorted()).toEqual(Object.keys(actionTexts).toSorted());
  });

  it('says what was done, and to what', () => {
    expect(auditSentence(buildEntry())).toBe('Changed agent Lin');
    const setting = {
      action: 'updateSettings',
      targetType: 'Setting',
      targetId: 'idleSeconds',
      targetName: null,
    };
    expect(auditSentence(buildEntry(setting))).toBe('Changed parameter End when idle');
    expect(auditSentence(buildEntry({ action: 'somethingNew' }))).toBe('somethingNew Lin');
  });

  it('shows what changed in words: names for ids, permissions by name, and nothing as nothing', () => {
    const changes = [
      buildChange('roleId', 'r1', 'r2', ['Agent', 'Chief']),
      buildChange('permissions', [], ['SEE_AUDIT', 'MANAGE_TAGS']),
      buildChange('note', null, 'x'),
    ];
    expect(changeTexts(buildEntry({ changes }))).toEqual([
      { field: 'Role', before: 'Agent', after: 'Chief' },
      { field: 'Permissions', before: 'nothing', after: 'See the audit log, Manage tags' },
      { field: 'Note', before: 'nothing', after: 'x' },
    ]);
    const setting = buildEntry({ targetType: 'Setting', changes: [buildChange('idleSeconds', 1800, 60)] });
    expect(changeTexts(setting)).toEqual([
      { field: 'End when idle', before: '1800 seconds', after: '60 seconds' },
    ]);
  });

  it('makes formulas in a file harmless', () => {
    const csv = csvText(auditCsvLines([buildEntry({ agentName: '=HYPERLINK("x")' })]));
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('asks for what is chosen: days are whole days of the organisation', async () => {
    const api = new FakeApi({
      AuditEntries: () => ({
        auditEntries: { edges: [], pageInfo: { hasNextPage: false, endCursor: null } },
      }),
      Parameters: () => ({ settings: { timeZone: 'Asia/Shanghai' }, settingRules: [] }),
    });
    const audit = new AuditState(api);
    await audit.load();
    audit.narrow({ from: '2026-11-22', until: '2026-11-22', action: 'updateAgent' });
    await settle();
    expect(api.callsOf('AuditEntries').at(-1)?.filter).toEqual({
      action: 'updateAgent',
      targetType: null,
      agentName: null,
      from: '2026-11-21T16:00:00.000Z',
      to: '2026-11-22T16:00:00.000Z',
    });
  });
});
