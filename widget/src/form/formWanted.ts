import type { TextStore } from '../core/deviceStorage.ts';
import type { SessionState } from '../session/sessionState.svelte.ts';

/** The site's own questions, or how the visitor can be reached while nobody is there. */
export type FormWanted = 'site' | 'leave';

const doneKey = 'formDone';

/** Which form comes before the visitor's first word, if one does. Whoever has answered or put it away is not asked again. */
export function formWanted(session: SessionState, store: TextStore): FormWanted | undefined {
  const { thread, outbox, site } = session;
  const live = thread.session;
  const hasSpoken = outbox.entries.length > 0 || thread.messages.some(({ author }) => author === 'VISITOR');
  if (!live || hasSpoken) return undefined;
  const done = store.read(doneKey)?.split(' ') ?? [];
  if (site?.formFields?.length && !done.includes(markOf('site', session))) return 'site';
  const isAlone = live.isLive && live.reach === 'NOBODY_REACHABLE';
  return isAlone && !done.includes(markOf('leave', session)) ? 'leave' : undefined;
}

/** The form is filled in, or put away. */
export function formDone(wanted: FormWanted, session: SessionState, store: TextStore): void {
  const others = (store.read(doneKey)?.split(' ') ?? []).filter((one) => !one.startsWith(wanted));
  store.write(doneKey, [...others, markOf(wanted, session)].join(' '));
}

/** The site's form is answered once, and again when it asks something else; a message is left in each session. */
function markOf(wanted: FormWanted, { site, thread }: SessionState): string {
  const of = wanted === 'site' ? site?.formFields?.map(({ id }) => id).join() : thread.session?.id;
  return `${wanted}:${of}`;
}
