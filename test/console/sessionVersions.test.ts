import { describe, expect, it } from 'vitest';
import { newerSession, withColumns, withVisitor } from '#lib/session/sessionVersions.ts';
import { buildRow, buildSession, buildVisitor } from './build.ts';

const visitorAt = (version: number) => buildVisitor('s', { version, nickname: `version ${version}` });

describe('of two copies of a session', () => {
  it('the newer is kept', () => {
    const older = buildSession('s', { version: 1 });
    const newer = buildSession('s', { version: 2 });
    expect(newerSession(older, newer).version).toBe(2);
    expect(newerSession(newer, older).version).toBe(2);
    expect(newerSession(null, older)).toBe(older);
  });

  it('the newer visitor is kept, whichever session it comes with', () => {
    const renamed = buildSession('s', { version: 1, visitor: visitorAt(2) });
    const ended = buildSession('s', { version: 2, visitor: visitorAt(1) });
    for (const session of [newerSession(renamed, ended), newerSession(ended, renamed)]) {
      expect([session.version, session.visitor.nickname]).toEqual([2, 'version 2']);
    }
  });
});

describe('a session', () => {
  it('takes over its visitor’s newest version only', () => {
    const session = buildSession('s', { visitor: visitorAt(2) });
    expect(withVisitor(session, visitorAt(3)).visitor.nickname).toBe('version 3');
    expect(withVisitor(session, visitorAt(1))).toBe(session);
    expect(withVisitor(session, buildVisitor('other', { version: 9 }))).toBe(session);
  });

  it('takes over newer columns and keeps what they do not name', () => {
    const session = buildSession('s', { version: 2, visitor: visitorAt(2) });
    const changed = withColumns(session, buildColumns(3));
    expect([changed.version, changed.lastSeq, changed.visitor.nickname]).toEqual([3, 3, 'version 2']);
    expect(withColumns(session, buildColumns(1))).toBe(session);
  });
});

function buildColumns(version: number) {
  const {
    visitor: _visitor,
    owner: _owner,
    site: _site,
    block: _block,
    ...columns
  } = buildRow('s', {
    version,
    lastSeq: version,
  });
  return columns;
}
