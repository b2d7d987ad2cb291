import { describe, expect, it, vi } from 'vitest';
import { createStore } from '../../widget/src/core/deviceStorage.ts';
import { ConnectionLostError, RefusedError } from '../../widget/src/core/graphqlAnswer.ts';
import { OutboxState, type OutboxEntry } from '../../widget/src/message/outboxState.svelte.ts';
import { buildStore, settle } from './buildThread.ts';

/** A server that stores what reaches it, and can be cut off before or after that. */
function buildServer() {
  const server = {
    stored: [] as string[],
    tried: [] as string[],
    fault: undefined as 'before' | 'after' | 'refuse' | 'fail' | undefined,
    deliver: async (entry: OutboxEntry) => {
      server.tried.push(entry.text);
      await Promise.resolve();
      if (server.fault === 'before') throw new ConnectionLostError();
      if (server.fault === 'refuse') throw new RefusedError('refused');
      if (server.fault === 'fail') throw new Error('the database is away');
      if (!server.stored.includes(entry.clientId)) server.stored.push(entry.clientId);
      if (server.fault === 'after') throw new ConnectionLostError();
    },
  };
  return server;
}

const textsOf = (outbox: OutboxState) => outbox.entries.map((entry) => entry.text);

describe('the outbox', () => {
  it('sends one after the other, in the order of writing', async () => {
    const server = buildServer();
    const outbox = new OutboxState(buildStore(), server.deliver);
    for (const text of ['one', 'two', 'three']) outbox.add(text);
    await settle();
    expect(server.tried).toEqual(['one', 'two', 'three']);
    expect(outbox.entries).toEqual([]);
  });

  it('keeps everything while there is no connection, and sends it when there is one', async () => {
    const server = buildServer();
    server.fault = 'before';
    const outbox = new OutboxState(buildStore(), server.deliver);
    outbox.add('one');
    outbox.add('two');
    await settle();
    expect(textsOf(outbox)).toEqual(['one', 'two']);
    server.fault = undefined;
    await outbox.flush();
    expect(server.stored).toHaveLength(2);
    expect(outbox.entries).toEqual([]);
  });

  it('does not let a later message overtake one that is not through', async () => {
    const server = buildServer();
    server.fault = 'before';
    const outbox = new OutboxState(buildStore(), server.deliver);
    outbox.add('one');
    await settle();
    outbox.add('two');
    await settle();
    expect(server.tried).toEqual(['one', 'one']);
  });

  it('survives a reload, with order, ids and sessions', async () => {
    const server = buildServer();
    server.fault = 'after';
    const store = buildStore();
    const before = new OutboxState(store, server.deliver);
    before.add('one');
    before.add('two');
    await settle();
    before.bind(before.entries[0]?.clientId ?? '', 'session-1');

    const after = new OutboxState(store, server.deliver);
    expect(after.entries).toEqual(before.entries);
    expect(after.entries[0]?.sessionId).toBe('session-1');
    server.fault = undefined;
    await after.flush();
    expect(server.stored).toHaveLength(2);
    expect(new OutboxState(store, server.deliver).entries).toEqual([]);
  });

  it('lets go of a message as soon as the stream shows it', async () => {
    const server = buildServer();
    server.fault = 'after';
    const store = buildStore();
    const outbox = new OutboxState(store, server.deliver);
    outbox.add('one');
    await settle();
    outbox.remove(server.stored[0] ?? '');
    expect(outbox.entries).toEqual([]);
    expect(store.keys()).toEqual([]);
  });

  it('keeps a refused message for the visitor to decide, and sends the next', async () => {
    const server = buildServer();
    server.fault = 'refuse';
    const outbox = new OutboxState(buildStore(), server.deliver);
    outbox.add('bad');
    await settle();
    server.fault = undefined;
    outbox.add('good');
    await settle();
    expect(outbox.entries).toMatchObject([{ text: 'bad', isRefused: true }]);
    expect(server.stored).toHaveLength(1);
    outbox.retry(outbox.entries[0]?.clientId ?? '');
    await settle();
    expect(outbox.entries).toEqual([]);
    expect(server.stored).toHaveLength(2);
  });

  it('gives all that waits back to the visitor when nothing will be taken, and sends what is tried again', async () => {
    const server = buildServer();
    server.fault = 'before';
    const store = buildStore();
    const outbox = new OutboxState(store, server.deliver);
    outbox.add('one');
    outbox.add('two');
    await settle();
    outbox.refuseAll();
    server.fault = undefined;
    await outbox.flush();
    expect(server.stored).toEqual([]);
    const reloaded = new OutboxState(store, server.deliver);
    expect(reloaded.entries).toMatchObject([{ isRefused: true }, { isRefused: true }]);
    reloaded.retry(reloaded.entries[1]?.clientId ?? '');
    await settle();
    expect(textsOf(reloaded)).toEqual(['one']);
    expect(server.stored).toHaveLength(1);
  });

  it('tries again by itself when the server failed, in order and without asking the visitor', async () => {
    vi.useFakeTimers();
    const server = buildServer();
    server.fault = 'fail';
    const outbox = new OutboxState(buildStore(), server.deliver);
    outbox.add('one');
    outbox.add('two');
    await vi.advanceTimersByTimeAsync(3000);
    expect(textsOf(outbox)).toEqual(['one', 'two']);
    expect(outbox.entries.some((entry) => entry.isRefused)).toBe(false);
    server.fault = undefined;
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    expect(outbox.entries).toEqual([]);
    expect(server.stored).toHaveLength(2);
  });

  it('shared by two tabs stores each message once', async () => {
    const server = buildServer();
    server.fault = 'before';
    const store = buildStore();
    const one = new OutboxState(store, server.deliver);
    one.add('written in the first tab');
    await settle();
    const two = new OutboxState(store, server.deliver);
    two.add('written in the second tab');
    await settle();
    server.fault = undefined;
    await Promise.all([one.flush(), two.flush()]);
    expect(server.stored).toHaveLength(2);
    expect(store.keys()).toEqual([]);
  });

  it('gives every message an id of its own that the API takes', () => {
    const outbox = new OutboxState(buildStore(), () => Promise.reject(new ConnectionLostError()));
    for (let i = 0; i < 50; i++) outbox.add('same text');
    const ids = outbox.entries.map((entry) => entry.clientId);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is not troubled by what others left in storage', () => {
    const store = buildStore();
    store.write('outbox:1', 'not JSON');
    store.write('outbox:2', '{"clientId":5}');
    store.write('outbox:3', 'null');
    expect(new OutboxState(store, () => Promise.resolve()).entries).toEqual([]);
  });
});

describe('storage', () => {
  it('that the browser withholds is replaced by memory', () => {
    const store = createStore('p:', () => {
      throw new Error('denied');
    });
    store.write('a', '1');
    store.write('b', '2');
    store.write('a', null);
    expect(store.read('a')).toBeNull();
    expect(store.read('b')).toBe('2');
    expect(store.keys()).toEqual(['b']);
  });

  it('that is full keeps the rest in memory, and the newest text wins', () => {
    const kept: Record<string, string> = { 'p:a': 'old', 'other:x': 'foreign' };
    const full = {
      getItem: (key: string) => kept[key] ?? null,
      setItem: () => {
        throw new Error('quota');
      },
      removeItem: (key: string) => void delete kept[key],
    };
    const store = createStore('p:', () => Object.setPrototypeOf(kept, full) as Storage);
    store.write('a', 'new');
    expect(store.read('a')).toBe('new');
    store.write('a', null);
    expect(store.read('a')).toBeNull();
    expect(store.keys()).toEqual([]);
  });
});
