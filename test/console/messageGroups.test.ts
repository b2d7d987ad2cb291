import { describe, expect, it } from 'vitest';
import { groupMessages } from '#lib/message/messageGroups.ts';
import { buildMessage } from './build.ts';

const at = (seq: number, minute: number, change = {}) =>
  buildMessage(seq, { createdAt: new Date(2026, 10, 22, 9, minute).toISOString(), ...change });
const shape = (messages: ReturnType<typeof at>[]) =>
  groupMessages(messages).map((group) => group.messages.map(({ seq }) => seq));

describe('messages are grouped', () => {
  it('by author, agents each for themselves', () => {
    const agent = (agentId: string) => ({ author: 'AGENT', agentId }) as const;
    expect(
      shape([
        at(1, 0),
        at(2, 0),
        at(3, 1, agent('lin')),
        at(4, 1, agent('lin')),
        at(5, 1, agent('wang')),
        at(6, 2),
      ]),
    ).toEqual([[1, 2], [3, 4], [5], [6]]);
  });

  it('by the name that the visitor sees, and by whether they were withheld', () => {
    const assisting = (authorName: string) =>
      ({ author: 'AGENT', agentId: 'wang', agentName: '王医助', authorName }) as const;
    expect(shape([at(1, 0, assisting('林医助')), at(2, 0, assisting('王医助'))])).toEqual([[1], [2]]);
    expect(shape([at(1, 0), at(2, 0, { isWithheld: true }), at(3, 0, { isWithheld: true })])).toEqual([
      [1],
      [2, 3],
    ]);
  });

  it('with a new time after a pause of five minutes', () => {
    expect(shape([at(1, 0), at(2, 4), at(3, 9), at(4, 10)])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('by day, which the first group of each names', () => {
    const messages = [
      buildMessage(1, { createdAt: new Date(2026, 10, 21, 23, 59).toISOString() }),
      buildMessage(2, { createdAt: new Date(2026, 10, 22, 0, 1).toISOString() }),
      buildMessage(3, { createdAt: new Date(2026, 10, 22, 8, 0).toISOString() }),
    ];
    expect(groupMessages(messages).map(({ startsDay }) => startsDay)).toEqual([
      '2026-11-21',
      '2026-11-22',
      null,
    ]);
  });

  it('but system lines stand alone', () => {
    const system = { author: 'SYSTEM', notice: 'SESSION_ENDED' } as const;
    expect(shape([at(1, 0, system), at(2, 0, system)])).toEqual([[1], [2]]);
  });
});
