import { describe, expect, it } from 'vitest';
import { OperationError } from '../../widget/src/core/graphqlAnswer.ts';
import { buildEntered, buildSite, sentTexts, storedTexts } from './buildSite.ts';
import { sessionChanged, settle } from './buildThread.ts';

const notSignedIn = new OperationError([{ message: 'no', extensions: { code: 'NOT_SIGNED_IN' } }]);

/** A visitor who is blocked in the middle of a talk, and writes on. */
async function buildBlocked(...texts: string[]) {
  const built = await buildEntered(1);
  built.site.endedIds.add('s1');
  built.site.entries = ['VisitorBlockedError'];
  for (const text of texts) built.state.outbox.add(text);
  await settle();
  return built;
}

describe('a blocked visitor', () => {
  it('is told that there is no chat, and nothing is tried again by itself', async () => {
    const { site, state } = buildSite();
    site.entries = ['VisitorBlockedError'];
    await expect(state.enter()).rejects.toThrow('VisitorBlockedError');
    expect(state.isBlocked).toBe(true);
    site.handlers?.onRefused();
    await settle();
    expect(site.secretsGiven).toHaveLength(1);
  });

  it('still sees the site’s colour and name', async () => {
    const { site } = await buildEntered();
    const next = buildSite(site.store);
    next.site.entries = ['VisitorBlockedError'];
    await next.state.enter().catch(() => undefined);
    expect(next.state.site).toMatchObject({ accentColor: '#0f766e' });
  });

  it('keeps what was written, all of it marked as not sent, after one question to the server', async () => {
    const { site, state } = await buildBlocked('one', 'two', 'three');
    expect(sentTexts(site)).toEqual(['s1: one']);
    expect(site.secretsGiven).toHaveLength(2);
    expect(state.isBlocked).toBe(true);
    expect(state.outbox.entries.map(({ text, isRefused }) => `${text} ${isRefused}`)).toEqual([
      'one true',
      'two true',
      'three true',
    ]);
    expect(state.thread.messages).toHaveLength(1);
  });

  it('whose connection comes back does not enter by itself', async () => {
    const { site } = await buildBlocked('one');
    await site.drop();
    await site.open();
    site.end(notSignedIn);
    await settle();
    expect(site.secretsGiven).toHaveLength(2);
    expect(sentTexts(site)).toEqual(['s1: one']);
  });

  it('who tries a message again in vain is told the same once more', async () => {
    const { site, state } = await buildBlocked('one', 'two');
    state.outbox.retry(state.outbox.entries[0]?.clientId ?? '');
    await settle();
    expect(site.secretsGiven).toHaveLength(3);
    expect(state.outbox.entries.every((entry) => entry.isRefused)).toBe(true);
  });

  it('who is unblocked enters again with the next try, and sends what they still want to', async () => {
    const { site, state } = await buildBlocked('one', 'two');
    site.entries = ['s2'];
    site.history = [];
    const entering = state.enter();
    expect(state.isEntering).toBe(true);
    await entering;
    await settle();
    expect([state.refusal, state.isEntering]).toEqual(['', false]);
    expect(site.followed.at(-1)).toEqual({ sessionId: 's2', after: 0 });
    expect(state.outbox.entries).toHaveLength(2);
    state.outbox.retry(state.outbox.entries[1]?.clientId ?? '');
    await settle();
    expect(storedTexts(site)).toEqual(['s2: two']);
    expect(state.outbox.entries).toMatchObject([{ text: 'one', isRefused: true }]);
  });

  it('is told no more than anybody whose session has ended, before writing again', async () => {
    const { site, state } = await buildEntered(1);
    site.emit(sessionChanged({ id: 's1', version: 2, isLive: false }));
    site.end();
    await settle();
    expect(state.isBlocked).toBe(false);
    expect(site.secretsGiven).toHaveLength(1);
  });
});
