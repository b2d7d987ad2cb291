import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScrollKeeper, type ScrollPlace } from '#lib/ui/scrollKeeper.svelte.ts';
import { settle } from './fakeApi.ts';

let resized: () => void;

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
});
afterEach(() => void vi.unstubAllGlobals());

/** A box of 500 pixels that scrolls as a browser's does: never beyond its content. */
function build(contentHeight: number, place?: ScrollPlace) {
  let scrollTop = 0;
  const box = {
    clientHeight: 500,
    scrollHeight: contentHeight,
    firstElementChild: null,
    get scrollTop() {
      return scrollTop;
    },
    set scrollTop(top: number) {
      scrollTop = Math.max(0, Math.min(top, box.scrollHeight - box.clientHeight));
    },
  };
  const keeper = new ScrollKeeper(place);
  const leave = keeper.attach(box as unknown as HTMLElement);
  return { box, keeper, leave };
}

describe('a thread’s scroll position', () => {
  it('begins at the end and stays there while content is added', () => {
    const { box, keeper } = build(2_000);
    expect(box.scrollTop).toBe(1_500);
    box.scrollHeight = 2_200;
    resized();
    expect([box.scrollTop, keeper.isAtEnd]).toEqual([1_700, true]);
  });

  it('is found again when the thread was left, though messages came meanwhile; the end stays the end', () => {
    const place: ScrollPlace = { top: null };
    const first = build(2_000, place);
    first.box.scrollTop = 700;
    first.keeper.handleScroll();
    first.leave();
    const second = build(2_300, place);
    expect([second.box.scrollTop, second.keeper.isAtEnd]).toEqual([700, false]);
    resized();
    expect(second.box.scrollTop).toBe(700);
    second.keeper.jumpToEnd();
    second.leave();
    const third = build(2_500, place);
    expect([third.box.scrollTop, third.keeper.isAtEnd]).toEqual([2_000, true]);
  });

  it('stays at the end when the event of an earlier scroll comes after more content', () => {
    const { box, keeper } = build(2_000);
    box.scrollHeight = 2_200;
    keeper.handleScroll();
    resized();
    expect([box.scrollTop, keeper.isAtEnd]).toEqual([1_700, true]);
  });

  it('shows a message that is asked for, and stays there though content comes before and after', () => {
    const { box, keeper } = build(2_000);
    box.scrollHeight = 5_000;
    const message = { getBoundingClientRect: () => ({ top: 3_300 - box.scrollTop, height: 100 }) };
    Object.assign(box, {
      getBoundingClientRect: () => ({ top: 100 }),
      querySelector: (selector: string) => (selector === '[data-seq="3"]' ? message : null),
    });
    keeper.show('[data-seq="9"]');
    expect(keeper.isAtEnd).toBe(true);
    keeper.show('[data-seq="3"]');
    resized();
    expect([box.scrollTop, keeper.isAtEnd]).toEqual([3_000, false]);
  });

  it('stays where the agent reads, until the agent returns to the end', () => {
    const { box, keeper } = build(2_000);
    box.scrollTop = 1_000;
    keeper.handleScroll();
    box.scrollHeight = 2_200;
    resized();
    expect([box.scrollTop, keeper.isAtEnd]).toEqual([1_000, false]);
    box.scrollTop = 1_690;
    keeper.handleScroll();
    expect(keeper.isAtEnd).toBe(true);
  });

  it('holds what is read in its place while older messages are added before it', async () => {
    const { box, keeper } = build(2_000);
    box.scrollTop = 100;
    keeper.handleScroll();
    keeper.holdPlace();
    box.scrollHeight = 3_000;
    await settle();
    expect(box.scrollTop).toBe(1_100);
  });
});
