import type { TextStore } from '../core/deviceStorage.ts';
import type { SessionState } from '../session/sessionState.svelte.ts';

/** The site's own questions, or how the visitor can be reached while nobody is there. */
export type FormWanted = 'site' | 'leave';

const doneKey = 'formDone';

/** Whether the site's form comes before the visitor's first word: not for whoever has answered it, or put it away. */
export function isFormWanted(session: SessionState, store: TextStore): boolean {
  const { thread, outbox } = session;
  const hasSpoken = outbox.entries.length > 0 || thread.messages.some(({ author }) => author === 'VISITOR');
  const mark = markOf(session);
  return Boolean(thread.session && mark && !hasSpoken && store.read(doneKey) !== mark);
}

/** The site's form is filled in, or put away: it comes again when it asks something else. */
export function formDone(session: SessionState, store: TextStore): void {
  store.write(doneKey, markOf(session));
}

function markOf({ site }: SessionState): string {
  return (site?.formFields ?? []).map(({ id }) => id).join();
}
