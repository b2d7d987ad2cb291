import { describe, expect, it } from 'vitest';
import { ConnectionLostError, RefusedError } from '../../widget/src/core/graphqlAnswer.ts';
import { deliverMessage, type Route } from '../../widget/src/message/deliverMessage.ts';
import type { OutboxEntry } from '../../widget/src/message/outboxState.svelte.ts';
import { buildMessage } from './buildThread.ts';

const entry: OutboxEntry = { clientId: 'c1', text: 'hello', writtenAt: 1 };

/** A server whose sessions each give the answer of that name. */
function buildRoute(answers: Record<string, string>, liveIds: string[]) {
  const log: string[] = [];
  const route: Route = {
    execute: (_, variables) => {
      const { sessionId } = (variables as { input: { sessionId: string } }).input;
      log.push(`send ${sessionId}`);
      const name = answers[sessionId] ?? 'NotFoundError';
      if (name === 'lost') return Promise.reject(new ConnectionLostError());
      const answer = name === 'Message' ? buildMessage(7, { author: 'VISITOR' }) : { __typename: name };
      return Promise.resolve({ sendMessage: answer } as never);
    },
    liveSessionId: (refusedId) => {
      log.push(`enter${refusedId ? ` after ${refusedId}` : ''}`);
      return Promise.resolve(liveIds.shift() ?? 'none');
    },
    bind: (_, sessionId) => void log.push(`bind ${sessionId}`),
  };
  return { route, log };
}

describe('a message', () => {
  it('is bound to its session before it is sent there', async () => {
    const { route, log } = buildRoute({ s1: 'Message' }, ['s1']);
    expect(await deliverMessage(route, entry)).toMatchObject({ sessionId: 's1', seq: 7 });
    expect(log).toEqual(['enter', 'bind s1', 'send s1']);
  });

  it('goes into the next session when its own has ended', async () => {
    const { route, log } = buildRoute({ s1: 'SessionEndedError', s2: 'Message' }, ['s1', 's2']);
    expect(await deliverMessage(route, entry)).toMatchObject({ sessionId: 's2' });
    expect(log).toEqual(['enter', 'bind s1', 'send s1', 'enter after s1', 'bind s2', 'send s2']);
  });

  it('that may have arrived in an earlier session is asked for there first', async () => {
    const { route, log } = buildRoute({ s1: 'Message', s2: 'Message' }, ['s2']);
    expect(await deliverMessage(route, { ...entry, sessionId: 's1' })).toMatchObject({ sessionId: 's1' });
    expect(log).toEqual(['bind s1', 'send s1']);
  });

  it('of a visitor whom the server forgot goes into the new one’s session', async () => {
    const { route } = buildRoute({ s1: 'NotSignedInError', s2: 'Message' }, ['s2']);
    expect(await deliverMessage(route, { ...entry, sessionId: 's1' })).toMatchObject({ sessionId: 's2' });
  });

  it('that the server does not want is refused', async () => {
    const { route } = buildRoute({ s1: 'InvalidInputError' }, ['s1']);
    await expect(deliverMessage(route, entry)).rejects.toBeInstanceOf(RefusedError);
  });

  it('that no session takes is refused in the end', async () => {
    const { route, log } = buildRoute({}, ['s1', 's2', 's3', 's4']);
    await expect(deliverMessage(route, entry)).rejects.toBeInstanceOf(RefusedError);
    expect(log.filter((line) => line.startsWith('send'))).toHaveLength(3);
  });

  it('whose answer is lost is neither stored nor refused as far as anybody knows', async () => {
    const { route } = buildRoute({ s1: 'lost' }, ['s1']);
    await expect(deliverMessage(route, entry)).rejects.toBeInstanceOf(ConnectionLostError);
  });
});
