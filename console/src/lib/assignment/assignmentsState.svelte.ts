import type { Api } from '#lib/connection/api.ts';
import { codeOf, isPassing } from '#lib/connection/failure.ts';
import { SessionAssignmentsDocument, type AssignmentDetailsFragment } from '#lib/gql/generated.ts';

/** The decisions of who answers one session, fetched when somebody wants to know. */
export class AssignmentsState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  /** The newest first. */
  decisions = $state.raw<readonly AssignmentDetailsFragment[]>([]);
  readonly #api: Pick<Api, 'query'>;
  readonly #sessionId: string;
  #newestLoad = 0;

  constructor(api: Pick<Api, 'query'>, sessionId: string) {
    this.#api = api;
    this.#sessionId = sessionId;
  }

  /** Fetches them anew; what is shown stays until the answer is there, and a slower earlier answer is dropped. */
  async load(): Promise<void> {
    const load = ++this.#newestLoad;
    try {
      const { session } = await this.#api.query(SessionAssignmentsDocument, { id: this.#sessionId });
      if (load !== this.#newestLoad) return;
      if (session.__typename !== 'Session') return this.#fail(session.code);
      this.decisions = [...session.assignments].reverse();
      this.status = 'ready';
    } catch (error) {
      if (load !== this.#newestLoad) return;
      if (this.status !== 'ready' || !isPassing(error)) this.#fail(codeOf(error));
    }
  }

  #fail(code: string): void {
    this.failureCode = code;
    this.status = 'failed';
  }
}
