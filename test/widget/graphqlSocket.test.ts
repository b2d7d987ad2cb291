import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionLostError, OperationError, type Operation } from '../../widget/src/core/graphqlAnswer.ts';
import { GraphqlSocket, type SocketState } from '../../widget/src/core/graphqlSocket.ts';
import { pauseBefore } from '../../widget/src/core/pauses.ts';
import { settle } from './buildThread.ts';

interface Sent {
  type: string;
  id?: string;
  payload?: { query?: string; authorization?: string };
}

/** The far end of a WebSocket. */
class FarEnd {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: Sent[] = [];
  isClosed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Sent);
  }

  close(): void {
    this.isClosed = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  accept(): void {
    this.onopen?.();
    this.say({ type: 'connection_ack' });
  }

  get types(): string[] {
    return this.sent.map((message) => message.type);
  }
}

const operation: Operation<{ ok: number }, object> = { name: 'Ok', id: '0' };

function buildSocket() {
  const ends: FarEnd[] = [];
  const states: SocketState[] = [];
  const refusals: number[] = [];
  const socket = new GraphqlSocket({
    url: 'ws://host/graphql',
    connectionParams: () => ({ authorization: 'Visitor x' }),
    onState: (state) => states.push(state),
    onRefused: (code) => refusals.push(code),
    openSocket: () => {
      const end = new FarEnd();
      ends.push(end);
      return end as unknown as WebSocket;
    },
  });
  socket.connect();
  return { socket, ends, states, refusals, end: () => ends.at(-1) ?? new FarEnd() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the socket', () => {
  it('presents the visitor before anything else', () => {
    const { end, states } = buildSocket();
    end().accept();
    expect(end().sent).toEqual([{ type: 'connection_init', payload: { authorization: 'Visitor x' } }]);
    expect(states).toEqual(['connecting', 'open']);
  });

  it('gives each operation its own answer', async () => {
    const { socket, end } = buildSocket();
    end().accept();
    const [one, two] = [socket.operations.execute(operation, {}), socket.operations.execute(operation, {})];
    const [firstId, secondId] = end()
      .sent.slice(1)
      .map((message) => message.id);
    end().say({ type: 'next', id: secondId, payload: { data: { ok: 2 } } });
    end().say({ type: 'complete', id: secondId });
    end().say({ type: 'next', id: firstId, payload: { data: { ok: 1 } } });
    expect(await Promise.all([one, two])).toEqual([{ ok: 1 }, { ok: 2 }]);
  });

  it('tells an error that was answered from an answer that never came', async () => {
    const { socket, end } = buildSocket();
    await expect(socket.operations.execute(operation, {})).rejects.toBeInstanceOf(ConnectionLostError);
    end().accept();
    const refused = socket.operations.execute(operation, {});
    const payload = [{ message: 'no', extensions: { code: 'NOT_FOUND' } }];
    end().say({ type: 'error', id: end().sent.at(-1)?.id, payload });
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const lost = socket.operations.execute(operation, {});
    end().onclose?.({ code: 1006 });
    await expect(lost).rejects.toBeInstanceOf(ConnectionLostError);
  });

  it('hands over what a subscription says, until its end', async () => {
    const { socket, end } = buildSocket();
    end().accept();
    const results: number[] = [];
    const ends: unknown[] = [];
    const subscribe = () =>
      socket.operations.subscribe(
        operation,
        {},
        ({ ok }) => results.push(ok),
        (error) => ends.push(error),
      );
    subscribe();
    const id = end().sent.at(-1)?.id;
    end().say({ type: 'next', id, payload: { data: { ok: 1 } } });
    end().say({ type: 'next', id, payload: { errors: [{ message: 'no', extensions: { code: 'X' } }] } });
    end().say({ type: 'next', id, payload: { data: { ok: 2 } } });
    expect(results).toEqual([1]);
    expect(ends).toMatchObject([{ code: 'X' }]);
    expect(ends[0]).toBeInstanceOf(OperationError);
    expect(end().types.at(-1)).toBe('complete');
    subscribe();
    end().onclose?.({ code: 1012 });
    await settle();
    expect(ends[1]).toBeInstanceOf(ConnectionLostError);
  });

  it('connects again after a pause that grows, and at once when the network is back', () => {
    const { socket, ends, end, states } = buildSocket();
    for (let attempt = 0; attempt < 4; attempt++) {
      const before = ends.length;
      end().onclose?.({ code: 1006 });
      expect(states.at(-1)).toBe('waiting');
      vi.advanceTimersByTime(pauseBefore(attempt, () => 0) - 1);
      expect(ends).toHaveLength(before);
      vi.advanceTimersByTime(pauseBefore(attempt, () => 1));
      expect(ends).toHaveLength(before + 1);
    }
    end().onclose?.({ code: 1006 });
    socket.nudge();
    expect(ends).toHaveLength(6);
    expect(states.at(-1)).toBe('connecting');
  });

  it('begins with short pauses again after a connection that held', () => {
    const { ends, end } = buildSocket();
    for (let attempt = 0; attempt < 6; attempt++) {
      end().onclose?.({ code: 1006 });
      vi.advanceTimersByTime(pauseBefore(attempt, () => 1));
    }
    end().accept();
    vi.advanceTimersByTime(11_000);
    const before = ends.length;
    end().onclose?.({ code: 1012 });
    vi.advanceTimersByTime(pauseBefore(0, () => 1));
    expect(ends).toHaveLength(before + 1);
  });

  it('notices a connection that died in silence', () => {
    const { ends, end, states } = buildSocket();
    end().accept();
    vi.advanceTimersByTime(25_000);
    expect(end().types.at(-1)).toBe('ping');
    end().say({ type: 'pong' });
    vi.advanceTimersByTime(24_000);
    expect(states.at(-1)).toBe('open');
    vi.advanceTimersByTime(1_000 + 8_000);
    expect(ends[0]?.isClosed).toBe(true);
    expect(states.at(-1)).toBe('waiting');
  });

  it('makes sure of its connection when the page is looked at again', () => {
    const { socket, end, states } = buildSocket();
    end().accept();
    socket.nudge();
    expect(end().types.at(-1)).toBe('ping');
    vi.advanceTimersByTime(8_000);
    expect(states.at(-1)).toBe('waiting');
  });

  it('does not wait for a connection that a sleep has cost', () => {
    const { socket, ends, end, states } = buildSocket();
    end().accept();
    vi.setSystemTime(Date.now() + 3_600_000);
    socket.nudge();
    expect(ends[0]?.isClosed).toBe(true);
    expect(states.at(-1)).toBe('waiting');
    vi.advanceTimersByTime(pauseBefore(0, () => 1));
    expect(ends).toHaveLength(2);
  });

  it('gives up a server that takes the connection and says nothing', () => {
    const { ends, states } = buildSocket();
    ends[0]?.onopen?.();
    vi.advanceTimersByTime(10_000);
    expect(states.at(-1)).toBe('waiting');
  });

  it('answers the server’s ping', () => {
    const { end } = buildSocket();
    end().accept();
    end().say({ type: 'ping' });
    expect(end().types.at(-1)).toBe('pong');
  });

  it('does not insist where it is refused', () => {
    const { ends, end, states, refusals } = buildSocket();
    end().accept();
    end().onclose?.({ code: 4403 });
    vi.advanceTimersByTime(120_000);
    expect(refusals).toEqual([4403]);
    expect(states.at(-1)).toBe('closed');
    expect(ends).toHaveLength(1);
  });
});

describe('the pause before an attempt', () => {
  it('grows up to twenty seconds, and half of it is chance', () => {
    expect([0, 1, 2].map((attempt) => pauseBefore(attempt, () => 1))).toEqual([500, 800, 1280]);
    expect(pauseBefore(50, () => 1)).toBe(20_000);
    expect(pauseBefore(50, () => 0)).toBe(10_000);
  });
});
