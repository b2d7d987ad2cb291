import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Operation } from '../../widget/src/core/graphqlAnswer.ts';
import type { SocketState } from '../../widget/src/core/graphqlSocket.ts';
import type { PageRoom } from '../../widget/src/core/pageRoom.ts';
import { SharedSocket } from '../../widget/src/core/sharedSocket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Channel = ReturnType<PageRoom['openChannel']>;
interface Held {
  name: string;
  takeAway: () => void;
}

/** A browser with several pages: locks that one page holds at a time, and channels on which all others hear. */
class Browser {
  #channels = new Map<Channel, string>();
  #held: Held | undefined;
  #waiting: (() => void)[] = [];
  /** Pages that neither hear nor say anything. */
  frozen = new Set<string>();

  roomFor(page: string): PageRoom {
    return {
      openChannel: (name) => {
        const channel: Channel = {
          onmessage: null,
          postMessage: (data: unknown) => {
            if (this.frozen.has(page)) return;
            for (const [other, otherName] of this.#channels) {
              if (other === channel || otherName !== `${name}`) continue;
              queueMicrotask(() =>
                other.onmessage?.call(other as BroadcastChannel, { data } as MessageEvent),
              );
            }
          },
          close: () => void this.#channels.delete(channel),
        };
        const hear = channel;
        Object.defineProperty(channel, 'onmessage', {
          get: () => (this.frozen.has(page) ? null : hearers.get(hear)),
          set: (handler: Channel['onmessage']) => void hearers.set(hear, handler),
        });
        const hearers = new Map<Channel, Channel['onmessage']>();
        this.#channels.set(channel, name);
        return channel;
      },
      lead: (name, takesAway, until) =>
        new Promise((resolve, reject) => {
          const begin = () => {
            const held = { name, takeAway: () => reject(new Error('taken away')) };
            this.#held = held;
            void until().then(() => {
              resolve();
              if (this.#held === held) this.#release();
            });
          };
          if (takesAway) {
            const before = this.#held;
            begin();
            before?.takeAway();
          } else if (this.#held) this.#waiting.push(begin);
          else begin();
        }),
    };
  }

  #release(): void {
    this.#held = undefined;
    this.#waiting.shift()?.();
  }
}

interface Sent {
  type: string;
  id?: string;
}

/** The server's end of a WebSocket. */
class FarEnd {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: Sent[] = [];
  isClosed = false;
  send = (text: string) => void this.sent.push(JSON.parse(text) as Sent);
  close = () => void (this.isClosed = true);
  say = (message: object) => this.onmessage?.({ data: JSON.stringify(message) });
  accept(): void {
    this.onopen?.();
    this.say({ type: 'connection_ack' });
  }
  idsOf = (type: string) => this.sent.filter((one) => one.type === type).map(({ id }) => id ?? '');
}

const operation: Operation<{ ok: number }, object> = { name: 'Ok', id: '0' };

function buildPages(count: number) {
  const browser = new Browser();
  const ends: FarEnd[] = [];
  const pages = Array.from({ length: count }, (_, index) => {
    const states: SocketState[] = [];
    const results: number[] = [];
    const socket = new SharedSocket({
      url: 'ws://host/graphql',
      name: 'site:',
      pageId: `page${index}`,
      room: browser.roomFor(`page${index}`),
      isSeen: () => true,
      connectionParams: () => ({ authorization: 'Visitor x' }),
      onRefused: (code) => states.push(`refused ${code}` as never),
      onState: (state) => {
        states.push(state);
        if (state === 'open')
          socket.operations.subscribe(
            operation,
            {},
            ({ ok }) => results.push(ok),
            () => {},
          );
      },
      openSocket: () => {
        const end = new FarEnd();
        ends.push(end);
        return end as unknown as WebSocket;
      },
    });
    return { socket, states, results };
  });
  return { browser, ends, pages };
}
const settle = () => vi.advanceTimersByTimeAsync(10);

test('pages of one visitor have one connection, and each gets what is for it', async () => {
  const { ends, pages } = buildPages(3);
  for (const { socket } of pages) socket.connect();
  ends[0]?.accept();
  await settle();
  expect(ends).toHaveLength(1);
  expect(pages.map(({ states }) => states.at(-1))).toEqual(['open', 'open', 'open']);
  const ids = ends[0]?.idsOf('subscribe') ?? [];
  expect(new Set(ids.map((id) => id.split(':')[0]))).toEqual(new Set(['page0', 'page1', 'page2']));
  for (const [index, id] of ids.entries())
    ends[0]?.say({ type: 'next', id, payload: { data: { ok: index } } });
  await settle();
  expect(pages.map(({ results }) => results)).toEqual([[0], [1], [2]]);
  const answer = pages[2]?.socket.operations.execute(operation, {});
  await settle();
  ends[0]?.say({ type: 'next', id: ends[0].idsOf('subscribe').at(-1), payload: { data: { ok: 7 } } });
  await settle();
  expect(await answer).toEqual({ ok: 7 });
});

test('when the page with the connection goes, another one connects at once and all follow anew', async () => {
  const { ends, pages } = buildPages(3);
  for (const { socket } of pages) socket.connect();
  ends[0]?.accept();
  await settle();
  pages[0]?.socket.close();
  await settle();
  expect([ends.length, ends[0]?.isClosed]).toEqual([2, true]);
  ends[1]?.accept();
  await settle();
  expect(pages.map(({ states }) => states.at(-1))).toEqual(['closed', 'open', 'open']);
  expect(ends[1]?.idsOf('subscribe')).toHaveLength(2);
});

test('a page that is frozen with the connection loses it within two seconds, and steps down when it wakes', async () => {
  const { browser, ends, pages } = buildPages(2);
  for (const { socket } of pages) socket.connect();
  ends[0]?.accept();
  await settle();
  browser.frozen.add('page0');
  await vi.advanceTimersByTimeAsync(2_300);
  expect(ends.length).toBeGreaterThanOrEqual(2);
  ends[1]?.accept();
  await settle();
  expect(pages[1]?.states.at(-1)).toBe('open');
  browser.frozen.clear();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([ends.length, ends[0]?.isClosed, pages[0]?.states.at(-1)]).toEqual([2, true, 'open']);
});

test('a page that goes leaves nothing running on the others’ connection', async () => {
  const { ends, pages } = buildPages(2);
  for (const { socket } of pages) socket.connect();
  ends[0]?.accept();
  await settle();
  pages[1]?.socket.close();
  await settle();
  expect(ends[0]?.idsOf('complete')).toEqual(
    ends[0]?.idsOf('subscribe').filter((id) => id.startsWith('page1:')),
  );
  expect(ends[0]?.isClosed).toBe(false);
});

test('a visitor whom the server will not have is refused on every page', async () => {
  const { ends, pages } = buildPages(2);
  for (const { socket } of pages) socket.connect();
  ends[0]?.accept();
  await settle();
  ends[0]?.onclose?.({ code: 4403 });
  await settle();
  expect(pages.map(({ states }) => states.includes('refused 4403' as never))).toEqual([true, true]);
  expect(ends).toHaveLength(1);
});
