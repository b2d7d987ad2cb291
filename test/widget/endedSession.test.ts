import { describe, expect, it } from 'vitest';
import { OperationError } from '../../widget/src/core/graphqlAnswer.ts';
import { buildEntered, buildSite, sentTexts, storedTexts } from './buildSite.ts';
import { buildMessage, messageSent, sessionChanged, settle } from './buildThread.ts';

const ended = (change = {}) => sessionChanged({ id: 's1', version: 2, isLive: false, ...change });
const shown = ({ thread }: ReturnType<typeof buildSite>['state']) =>
  [...thread.pastMessages, ...thread.messages].map(({ text }) => text);

describe('after the end of a session', () => {
  it('nothing is opened before the visitor writes', async () => {
    const { site, state } = await buildEntered(1);
    site.emit(ended());
    site.end();
    await site.drop();
    await site.open();
    site.emit(ended());
    site.end();
    await settle();
    expect(site.secretsGiven).toHaveLength(1);
    expect(state.thread.session?.isLive).toBe(false);
  });

  it('several words in a row open one new session and arrive there in order', async () => {
    const { site, state } = await buildEntered(1);
    site.endedIds.add('s1');
    site.entries = ['s2', 's3'];
    site.history = [];
    site.emit(ended());
    for (const text of ['one', 'two', 'three']) state.outbox.add(text);
    await settle();
    expect(storedTexts(site)).toEqual(['s2: one', 's2: two', 's2: three']);
    expect(shown(state)).toEqual(['text 1', 'one', 'two', 'three']);
    expect(site.secretsGiven).toHaveLength(2);
  });

  it('the new session’s stream brings the same messages, and each stands there once', async () => {
    const { site, state } = await buildEntered(1);
    site.endedIds.add('s1');
    site.entries = ['s2'];
    site.history = [];
    state.outbox.add('again');
    await settle();
    for (const message of site.stored) site.emit(messageSent(message));
    expect(shown(state)).toEqual(['text 1', 'again']);
    expect(state.outbox.entries).toEqual([]);
  });

  it('a word that the old session had stored is not said again in the new one', async () => {
    const { site, state } = await buildEntered(1);
    site.losesAnswers = true;
    state.outbox.add('my number is 13800138000');
    await settle();
    await site.drop();
    site.losesAnswers = false;
    site.endedIds.add('s1');
    site.entries = ['s2'];
    site.history = [];
    await site.open();
    expect(storedTexts(site)).toEqual(['s1: my number is 13800138000']);
    expect(shown(state)).toEqual(['text 1', 'my number is 13800138000']);
    expect(state.outbox.entries).toEqual([]);
  });

  it('that word is shown also when another one has opened the new session meanwhile', async () => {
    const { site, state } = await buildEntered(1);
    site.losesAnswers = true;
    state.outbox.add('before');
    await settle();
    await site.drop();
    site.losesAnswers = false;
    site.endedIds.add('s1');
    site.entries = ['s2'];
    site.history = [];
    await state.enter();
    state.outbox.add('after');
    await site.open();
    expect(storedTexts(site)).toEqual(['s1: before', 's2: after']);
    expect(shown(state)).toEqual(['text 1', 'before', 'after']);
  });

  it('a reload in between changes none of it', async () => {
    const { site, state } = await buildEntered(1);
    site.isUp = false;
    await site.drop();
    state.outbox.add('written before the reload');
    await settle();
    const next = buildSite(site.store);
    next.site.endedIds.add('s1');
    next.site.entries = ['s2'];
    await next.state.enter();
    await next.site.open();
    expect(storedTexts(next.site)).toEqual(['s2: written before the reload']);
    expect(next.state.outbox.entries).toEqual([]);
  });
});

describe('a page that slept', () => {
  it('hears what was said meanwhile, and of the end', async () => {
    const { site, state } = await buildEntered(1);
    await site.drop();
    await site.open();
    expect(site.followed.at(-1)).toEqual({ sessionId: 's1', after: 1 });
    site.emit(ended());
    site.emit(messageSent(buildMessage(2)));
    site.emit(messageSent(buildMessage(3, { author: 'SYSTEM', notice: 'SESSION_ENDED', text: '' })));
    expect(state.thread.unreadCount).toBe(2);
    expect(state.thread.session?.isLive).toBe(false);
  });

  it('does not lose a word that was written before it knew', async () => {
    const { site, state } = await buildEntered(1);
    site.endedIds.add('s1');
    site.entries = ['s2'];
    site.history = [];
    site.isUp = false;
    state.outbox.add('are you still there?');
    await settle();
    await site.drop();
    expect(state.outbox.entries).toMatchObject([{ sessionId: 's1' }]);
    site.isUp = true;
    await site.open();
    expect(storedTexts(site)).toEqual(['s2: are you still there?']);
    expect(shown(state)).toEqual(['text 1', 'are you still there?']);
  });

  it('is a stranger’s when the server has forgotten the visitor, and its words arrive all the same', async () => {
    const { site, state } = await buildEntered(1);
    await site.drop();
    site.isUp = false;
    state.outbox.add('hello?');
    await settle();
    site.isUp = true;
    site.endedIds.add('s1');
    site.entries = ['s2'];
    site.visitorSecret = 'secret-2';
    site.history = [];
    await site.open();
    site.end(new OperationError([{ message: 'no', extensions: { code: 'NOT_SIGNED_IN' } }]));
    await settle();
    expect(site.handlers?.connectionParams()).toEqual({ authorization: 'Visitor secret-2' });
    expect(sentTexts(site).at(-1)).toBe('s2: hello?');
    expect(storedTexts(site)).toEqual(['s2: hello?']);
  });
});
