import { expect, test } from 'vitest';
import { readEnvironment } from '../../api/core/environment.ts';
import {
  clockFinding,
  databaseFindings,
  migrationFinding,
  processFinding,
  type DatabaseFacts,
} from '../../api/operate/doctor/databaseRules.ts';
import { exitCodeOf, fine, note, problem, reportOf } from '../../api/operate/doctor/findingRules.ts';
import {
  demoFinding,
  diskFinding,
  proxyFinding,
  secretKeyFinding,
} from '../../api/operate/doctor/settingRules.ts';

const well: DatabaseFacts = {
  engine: 'PostgreSQL 15.4',
  versionNumber: 150_004,
  encoding: 'UTF8',
  fsync: 'on',
  fullPageWrites: 'on',
  synchronousCommit: 'on',
  freeConnections: 50,
};
const verdictsOf = (facts: Partial<DatabaseFacts>) =>
  databaseFindings({ ...well, ...facts })
    .filter(({ verdict }) => verdict !== 'fine')
    .map(({ says, todo }) => `${says} ${todo ?? ''}`);

test('a database that is as it must be is found well', () => {
  expect(verdictsOf({})).toEqual([]);
  expect(verdictsOf({ synchronousCommit: 'remote_apply', freeConnections: undefined })).toEqual([]);
});

test.for([
  [{ versionNumber: 120_010 }, 'Take PostgreSQL 13'],
  [{ encoding: 'SQL_ASCII' }, `ENCODING 'UTF8'`],
  [{ fsync: 'off', synchronousCommit: 'off' }, 'Set fsync = on, synchronous_commit = on'],
  [{ fullPageWrites: 'off' }, 'full_page_writes is off'],
  [{ freeConnections: 3 }, 'Raise max_connections'],
] as [Partial<DatabaseFacts>, string][])('one with %o is told what to set', ([facts, todo]) => {
  const found = verdictsOf(facts);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(todo);
});

test('migrations that are missing, unknown or half done are told apart', () => {
  const ours = ['1_a', '2_b'];
  const find = (applied: string[], failed: string[] = []) => migrationFinding({ ours, applied, failed });
  expect(find(ours).verdict).toBe('fine');
  expect(find([]).verdict).toBe('note');
  expect(find(['1_a'])).toMatchObject({ verdict: 'problem', says: '1 of 2 are missing, from 2_b on.' });
  expect(find([...ours, '3_c']).says).toContain('3_c, which this version does not know');
  expect(find(['1_a'], ['2_b']).todo).toContain('Restore the last backup');
});

test('several processes need Redis, one does not', () => {
  expect(processFinding(2, false)).toMatchObject({
    verdict: 'problem',
    todo: expect.stringContaining('REDIS_URL') as string,
  });
  expect([processFinding(2, true), processFinding(1, false)].map(({ verdict }) => verdict)).toEqual([
    'fine',
    'fine',
  ]);
});

test('a clock that is off is told by how much, and which way', () => {
  expect(clockFinding(-900).verdict).toBe('fine');
  expect(clockFinding(61_000).says).toContain('61.0 s ahead of');
  expect(clockFinding(-61_000).says).toContain('61.0 s behind');
});

test('what is open on one’s own machine is worth knowing, and where others reach it a thing to be done', () => {
  const alone = readEnvironment({});
  const open = readEnvironment({ HOST: '0.0.0.0' });
  const inProduction = readEnvironment({ NODE_ENV: 'production' });
  for (const find of [proxyFinding, secretKeyFinding, (one: typeof alone) => demoFinding(['admin'], one)]) {
    expect([alone, open, inProduction].map((one) => find(one).verdict)).toEqual([
      'note',
      'problem',
      'problem',
    ]);
  }
  expect(demoFinding([], open).verdict).toBe('fine');
  expect(secretKeyFinding(readEnvironment({ SECRET_KEY: 'x'.repeat(32) })).verdict).toBe('fine');
  expect(proxyFinding(readEnvironment({ TRUST_PROXY: 'true' })).verdict).toBe('fine');
  expect(proxyFinding(readEnvironment({ TRUST_PROXY: 'true', HOST: '0.0.0.0' })).todo).toContain(
    'HOST=127.0.0.1',
  );
});

test('a disk that is nearly full is found', () => {
  expect(diskFinding('/data', 5 * 1024 ** 3).verdict).toBe('fine');
  expect(diskFinding('/data', 1024 ** 3)).toMatchObject({
    verdict: 'problem',
    says: expect.stringContaining('1.0 GB') as string,
  });
});

test('the report has a line for each finding, what to do below it, and an end that can be counted on', () => {
  const findings = [
    fine('Database', 'PostgreSQL'),
    note('Scanner', 'none'),
    problem('Redis', 'Away.', 'Start it.'),
  ];
  expect(reportOf(findings)).toEqual([
    '  ✓ Database        PostgreSQL',
    '  · Scanner         none',
    '  ✗ Redis           Away.',
    '                    → Start it.',
    '',
    'One thing must be done.',
  ]);
  expect(exitCodeOf(findings)).toBe(1);
  expect(exitCodeOf(findings.slice(0, 2))).toBe(0);
});
