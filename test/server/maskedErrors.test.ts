import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Core } from '../../api/core/core.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { toGraphqlError } from '../../api/server/graphql.ts';

/** What is logged, and what the sender is told. */
function told(thrown: Error) {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const error = new GraphQLError(thrown.message, { originalError: thrown, path: ['session', 'visitor'] });
  return { answer: toGraphqlError({ log } as Core, error).toJSON(), log: lines.join() };
}

test('of an error that nobody expected the sender is told that there was one, and the log what it was', () => {
  const { answer, log } = told(new Error('relation "Agent" does not exist at /srv/api/agent/signIn.ts:12'));
  expect(answer).toEqual({
    message: 'Something went wrong on our side.',
    path: ['session', 'visitor'],
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
  expect(log).toContain('relation \\"Agent\\" does not exist');
  expect(log).toContain('"level":50');
});

test('an error that is an answer is told as it is, and not logged', () => {
  const { answer, log } = told(new NotFoundError('session'));
  expect(answer).toMatchObject({ message: 'There is no such session.', extensions: { code: 'NOT_FOUND' } });
  expect(log).toBe('');
});
