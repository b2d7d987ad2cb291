import { expect, test } from 'vitest';
import { breakingChanges, historyEntry, problemOf } from '../schema/publishSchema.ts';

const api = `
type Query { session(id: ID!): Answer! }
union Answer = Session | NotFoundError
type Session { id: ID! state: State! }
type NotFoundError { code: String! }
enum State { LIVE ENDED }
`;
const published = `# The API as it was published with version 1.2.0.\n${api}`;

test.each([
  ['a field that goes', 'id: ID! state: State!', 'id: ID!'],
  ['a field that may be null now', 'state: State!', 'state: State'],
  ['an argument that is needed now', '(id: ID!)', '(id: ID!, siteId: ID!)'],
  ['another type of an argument', '(id: ID!)', '(id: Int!)'],
  ['a value that goes', 'LIVE ENDED', 'LIVE'],
  ['an answer that goes', 'Session | NotFoundError', 'Session'],
  ['a field of another name', 'code: String!', 'kind: String!'],
])('%s breaks programs, and is refused until it is acknowledged', async (_what, before, after) => {
  const current = api.replace(before, after);
  expect(current).not.toBe(api);
  expect(await breakingChanges(published, current)).toHaveLength(1);
  expect(await problemOf('1.2.0', published, current)).toContain('--acknowledge');
});

test.each([
  ['a new field', 'id: ID! state: State!', 'id: ID! state: State! seq: Int'],
  ['an argument that may be left out', '(id: ID!)', '(id: ID!, isLive: Boolean)'],
  ['a new value', 'LIVE ENDED', 'LIVE ENDED LOST'],
  ['a new typed error', 'code: String! }', 'code: String! }\ntype OtherError { code: String! }'],
  ['a description', 'type Session', '"One talk." type Session'],
  ['a deprecation', 'state: State!', 'state: State! @deprecated(reason: "Since 2026-11-27.")'],
])('%s may come at any time', async (_what, before, after) => {
  expect(await problemOf('1.2.0', published, api.replace(before, after))).toBeUndefined();
});

test('a new version is published before it is released', async () => {
  expect(await problemOf('1.3.0', published, api)).toContain('npm run schema:publish');
});

test('what was broken is written down with its day, its reason and what it was', async () => {
  const broken = await breakingChanges(published, api.replace('LIVE ENDED', 'LIVE'));
  expect(historyEntry('2026-11-27', '1.2.0', 'Ask endedAt instead. ', broken)).toBe(
    "\n## 2026-11-27, version 1.2.0\n\nAsk endedAt instead.\n\n- Enum value 'ENDED' was removed from enum 'State'\n",
  );
});
