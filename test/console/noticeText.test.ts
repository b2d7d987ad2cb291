import { describe, expect, it } from 'vitest';
import type { Notice } from '#lib/gql/generated.ts';
import { authorText } from '#lib/message/authorText.ts';
import { noticeText } from '#lib/message/noticeText.ts';
import { localeState } from '#lib/setting/localeState.svelte.ts';
import { buildMessage } from './build.ts';

const notice = (kind: Notice, change = {}) =>
  noticeText(buildMessage(1, { author: 'SYSTEM', notice: kind, text: '', agentName: 'Lin', ...change }));

describe('a system line', () => {
  it('says who did what to whom', () => {
    expect(notice('SESSION_TRANSFERRED', { about: 'Wang' })).toBe('Lin transferred the session to Wang');
    expect(notice('VISITOR_TAGGED', { about: '转微' })).toBe('Lin added the tag “转微”');
    expect(notice('DO_NOT_DISTURB_STARTED')).toBe('Lin turned do-not-disturb on');
    expect(notice('SESSION_ENDED')).toBe('Lin ended the session');
  });

  it('says that somebody took the session over when they gave it to themselves', () => {
    expect(notice('SESSION_TRANSFERRED', { about: 'Lin' })).toBe('Lin took over the session');
  });

  it('shows the note to the new owner', () => {
    expect(notice('TRANSFER_NOTE', { about: 'Wang', text: 'wants an appointment' })).toBe(
      'Note from Lin to Wang: wants an appointment',
    );
  });

  it('says it of the system where nobody did it', () => {
    expect(notice('VISITOR_TAGGED', { agentName: null, about: '转电' })).toBe(
      'The system added the tag “转电”',
    );
    expect(notice('SESSION_ENDED', { agentName: null })).toBe('The session has ended');
  });

  it('is in the agent’s language', () => {
    localeState.choose('zh-CN');
    expect(notice('VISITOR_BLOCKED', { agentName: '林医助' })).toMatch(/^林医助\P{ASCII}*\s?\P{ASCII}+$/u);
    localeState.choose('en');
  });
});

describe('the author of a message', () => {
  const agent = (change: object) => buildMessage(1, { author: 'AGENT', authorName: 'Lin', ...change });

  it('is the agent, with the owner whose name the visitor saw where they differ', () => {
    expect(authorText(agent({ agentName: 'Lin' }), '10001')).toBe('Lin');
    expect(authorText(agent({ agentName: 'Wang' }), '10001')).toBe('Wang · as Lin');
    expect(authorText(agent({ agentName: null }), '10001')).toBe('Lin');
  });

  it('is the visitor by nickname', () => {
    expect(authorText(buildMessage(1), '10001')).toBe('10001');
  });
});
