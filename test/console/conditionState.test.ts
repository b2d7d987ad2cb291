import { expect, test } from 'vitest';
import { ConditionState } from '#lib/condition/conditionState.svelte.ts';
import type { OpenStream } from '#lib/connection/eventSocket.ts';

test('what the server tells of the others is kept, and a server that cannot tell is taken to be well', () => {
  let told: { next: (data: never) => void; failed: (failure: never) => void } | undefined;
  let isOpen = true;
  const openStream = ((_document: unknown, _variables: unknown, handlers: never) => {
    told = handlers;
    return () => (isOpen = false);
  }) as unknown as OpenStream;
  const condition = new ConditionState(openStream);
  const stop = condition.start();
  expect(condition.reachesOthers).toBe(true);
  told?.next({ condition: { reachesOthers: false } } as never);
  expect(condition.reachesOthers).toBe(false);
  told?.failed({ code: 'VALIDATION' } as never);
  expect(condition.reachesOthers).toBe(true);
  stop();
  expect(isOpen).toBe(false);
});
