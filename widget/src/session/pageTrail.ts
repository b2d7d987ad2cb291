import type { Page } from '../../loader/protocol.ts';
import { VisitPageDocument } from '../gql/generated.ts';
import type { SessionSocket } from './sessionSocket.ts';

/** However fast somebody moves about, the server is told no more often than this. */
const intervalMs = 2_000;

interface PageTrailOptions {
  /** The session that is live now, if one is. */
  liveSessionId: () => string | undefined;
  execute: SessionSocket['operations']['execute'];
}

/** Tells the server where the visitor goes on a site whose pages change without being loaded. */
export class PageTrail {
  readonly #options: PageTrailOptions;
  /** The address that the server has been told. */
  #knownUrl = '';
  /** Where the visitor is, if it is still to be told. */
  #page: Page | undefined;
  #toldAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PageTrailOptions) {
    this.#options = options;
  }

  /** Entering the site tells the page by itself. */
  enter(page: Page): void {
    this.#knownUrl = page.url;
    this.#page = undefined;
  }

  /** The visitor is there now. */
  see(page: Page): void {
    this.#page = page.url === this.#knownUrl ? undefined : page;
    this.resume();
  }

  /** Tells what is still to be told, for when there is a connection. */
  resume(): void {
    if (!this.#page || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#tell(), Math.max(0, this.#toldAt + intervalMs - Date.now()));
  }

  #tell(): void {
    this.#timer = undefined;
    const page = this.#page;
    const sessionId = this.#options.liveSessionId();
    // Without a session nobody looks: entering the site tells of the page, or this does afterwards.
    if (!page || !sessionId) return;
    this.#page = undefined;
    this.#knownUrl = page.url;
    this.#toldAt = Date.now();
    const input = { sessionId, pageUrl: page.url, pageTitle: page.title };
    this.#options.execute(VisitPageDocument, { input }).catch(() => {
      if (this.#knownUrl !== page.url) return;
      this.#knownUrl = '';
      this.#page ??= page;
    });
  }
}
