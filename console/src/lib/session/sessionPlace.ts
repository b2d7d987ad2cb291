import { createContext } from 'svelte';

/** The page on which a session is open, and where the session's own links lead on it. */
export interface SessionPlace {
  /** The page without the session. */
  readonly behind: string;
  /** The page with the session's thread, or with what is known about its visitor where there is no room for both. */
  addressOf: (panel?: 'visitor') => string;
}

export const [getSessionPlace, setSessionPlace] = createContext<SessionPlace>();
