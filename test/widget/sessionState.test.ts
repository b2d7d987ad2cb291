import { describe, expect, it } from 'vitest';
import { ConnectionLostError, OperationError } from '../../widget/src/core/graphqlAnswer.ts';
import { buildEntered, buildSite, sentTexts } from './buildSite.ts';
import { buildMessage, messageSent, sessionChanged, settle } from './buildThread.ts';

const notFound = new OperationError([{ message: 'no', extensions: { code: 'NOT_FOUND' } }]);

describe('a visitor', () => {
  it('enters, and follows the session from where its messages were fetched', async () => {
    const { site, state } = await buildEntered(4, 5);
    expect(site.followed).toEqual([{ sessionId: 's1', after: 5 }]);
    expect(site.handlers?.connectionParams()).toEqual({ authorization: 'Visitor secret-1' });
    expect(state.limits?.messageMaxLength).toBe(9);
  });

  it('is known again at the next page', async () => {
    const { site } = await buildEntered();
    const next = buildSite(site.store);
    await next.state.enter();
    expect([...site.secretsGiven, ...next.site.secretsGiven]).toEqual([null, 'secret-1']);
  });

  it('who cannot reach the server goes on trying', async () => {
    const { site, state } = buildSite();
    site.entries = [new ConnectionLostError(), new OperationError([]), 's1'];
    expect(await state.enter()).toBe('s1');
  });

  it.each(['UnknownSiteError', 'OriginNotAllowedError'])('is told why when it is %s', async (name) => {
    const { site, state } = buildSite();
    site.entries = [name];
    await expect(state.enter()).rejects.toThrow(name);
    expect(state.refusal).toBe(name);
  });

  it('sees the site’s colour and name again before the server is reached, unless the site is gone', async () => {
    const { site } = await buildEntered();
    const next = buildSite(site.store);
    expect(next.state.site).toMatchObject({ name: '渡口门诊' });
    next.site.entries = ['UnknownSiteError'];
    await next.state.enter().catch(() => undefined);
    expect(buildSite(site.store).state.site).toBeUndefined();
  });

  it('misses nothing when the connection comes back', async () => {
    const { site } = await buildEntered(1);
    site.emit(messageSent(buildMessage(2)));
    await site.drop();
    await site.open();
    expect(site.followed.at(-1)).toEqual({ sessionId: 's1', after: 2 });
  });

  it('sends what was written without a connection, in order, once there is one', async () => {
    const { site, state } = await buildEntered();
    site.isUp = false;
    await site.drop();
    state.outbox.add('one');
    state.outbox.add('two');
    await settle();
    expect(state.outbox.entries).toHaveLength(2);
    site.isUp = true;
    site.executed = [];
    await site.open();
    expect(sentTexts(site)).toEqual(['s1: one', 's1: two']);
    expect(state.outbox.entries).toEqual([]);
    expect(state.thread.messages.map((message) => message.text)).toEqual(['one', 'two']);
  });

  it('sees a message that arrived although its answer was lost once', async () => {
    const { site, state } = await buildEntered();
    site.isUp = false;
    state.outbox.add('one');
    await settle();
    const clientId = state.outbox.entries[0]?.clientId ?? '';
    site.emit(messageSent(buildMessage(1, { author: 'VISITOR', clientId })));
    expect(state.outbox.entries).toEqual([]);
    expect(state.thread.messages).toHaveLength(1);
  });

  it('opens a new session with the next word after the end', async () => {
    const { site, state } = await buildEntered(1);
    site.entries = ['s2'];
    site.history = [];
    site.emit(sessionChanged({ id: 's1', version: 2, isLive: false }));
    site.end();
    await settle();
    expect(site.secretsGiven).toHaveLength(1);
    state.outbox.add('again');
    await settle();
    expect(sentTexts(site)).toEqual(['s2: again']);
    expect(site.followed.at(-1)).toEqual({ sessionId: 's2', after: 0 });
    expect(state.thread.pastMessages).toHaveLength(1);
  });

  it('who did not notice the end is not lost either', async () => {
    const { site, state } = await buildEntered();
    site.endedIds.add('s1');
    site.entries = ['s2'];
    state.outbox.add('one');
    state.outbox.add('two');
    await settle();
    expect(sentTexts(site)).toEqual(['s1: one', 's2: one', 's2: two']);
    expect(state.outbox.entries).toEqual([]);
  });

  it('says good day again when the server does not know the session', async () => {
    const { site } = await buildEntered();
    site.entries = ['s2'];
    site.end(notFound);
    await settle();
    expect(site.followed.at(-1)).toEqual({ sessionId: 's2', after: 0 });
  });

  it('tells how far it read again when the connection took the word along', async () => {
    const { site, state } = await buildEntered(1, 2);
    await site.drop();
    site.isUp = false;
    state.markRead();
    await settle();
    site.isUp = true;
    site.executed = [];
    await site.open();
    expect(site.executed).toContainEqual({ input: { sessionId: 's1', seq: 2 } });
  });
});
