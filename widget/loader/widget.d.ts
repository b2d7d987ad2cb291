/** What a page that shows the widget may call: `window.dukou`, once the script has run. */
export interface Dukou {
  open(): void;
  close(): void;
  /**
   * Says who the visitor is, by a token that the site's own system has signed, so that they are known on every device.
   * Before the chat begins, or when somebody signs in later: then it begins anew as theirs.
   */
  identify(token: string): void;
  /** Says that they have signed out: on this device nobody is known any more, and the chat begins anew as a stranger's. */
  forget(): void;
  /**
   * Says where the visitor is, where the page's address does not tell: by an address of the page's own origin, which need
   * not exist. Until the page's address changes.
   */
  setPage(page: { url: string; title?: string }): void;
  /** Messages from agents that the visitor has not seen. */
  readonly unreadCount: number;
  /** Calls back when that number changes. @returns what ends it */
  on(event: 'unread', listener: (count: number) => void): () => void;
  /** Calls back when the chat is opened or closed, by whomever. @returns what ends it */
  on(event: 'open' | 'close', listener: () => void): () => void;
}

declare global {
  interface Window {
    dukou?: Dukou;
    /** What is pushed here runs once the script has, or at once: `(window.dukouQueue ||= []).push((dukou) => …)`. */
    dukouQueue?: { push(call: (dukou: Dukou) => void): unknown };
  }
}
