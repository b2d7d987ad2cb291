import { describe, expect, it } from 'vitest';
import { MessageSpotlight } from '#lib/message/messageSpotlight.svelte.ts';
import { ShownHit } from '#lib/search/shownHit.ts';

function build(isThere = true) {
  const spotlight = new MessageSpotlight();
  const shown: [seq: number, takesFocus: boolean][] = [];
  let gone = 0;
  spotlight.stageOn((...one) => void shown.push(one));
  const hit = new ShownHit(spotlight, () => gone++);
  const thread = (sessionId: string) => ({ sessionId, loadBackTo: () => Promise.resolve(isThere) });
  return { spotlight, shown, hit, thread, gone: () => gone };
}

describe('a message that was found', () => {
  it('is shown once for each time it is opened, however often its thread is loaded anew', async () => {
    const { hit, shown, thread } = build();
    const open = { sessionId: 's', seq: 3 };
    await hit.lead(thread('s'), open);
    await hit.lead(thread('s'), { ...open });
    await hit.lead(thread('s'), { sessionId: 's', seq: 5 });
    await hit.lead(thread('s'), open);
    expect(shown.map(([seq]) => seq)).toEqual([3, 5, 3]);
  });

  it('is expected from when it is opened until it is shown: nothing else counts as seen', async () => {
    const { hit, spotlight, thread } = build();
    hit.expect({ sessionId: 's', seq: 3 });
    expect(spotlight.expectedIn).toBe('s');
    await hit.lead(thread('s'), { sessionId: 's', seq: 3 });
    hit.expect({ sessionId: 's', seq: 3 });
    expect(spotlight.expectedIn).toBeNull();
    hit.expect({ sessionId: 't', seq: null });
    expect(spotlight.expectedIn).toBeNull();
  });

  it('has its words marked for as long as it is open', () => {
    const { hit, spotlight } = build();
    const ranges = [{ start: 0, end: 2 }];
    hit.mark({ sessionId: 's', seq: 3 }, ranges);
    expect(spotlight.marksIn({ sessionId: 's', seq: 3 })).toEqual(ranges);
    expect(spotlight.marksIn({ sessionId: 's', seq: 4 })).toBeUndefined();
    hit.stop();
    expect(spotlight.marksIn({ sessionId: 's', seq: 3 })).toBeUndefined();
  });

  it('is told to be gone when it cannot be shown', async () => {
    const { hit, spotlight, thread, gone } = build(false);
    hit.expect({ sessionId: 's', seq: 3 });
    await hit.lead(thread('s'), { sessionId: 's', seq: 3 });
    expect([gone(), spotlight.expectedIn]).toEqual([1, null]);
  });
});
