import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { ScriptsDocument, type ManagedScriptFragment, type ScriptsQuery } from '#lib/gql/generated.ts';

export type ScriptSite = ScriptsQuery['sites'][number];

/** All scripts, and the sites on which they speak. */
export class ScriptListState {
  all = $state.raw<readonly ManagedScriptFragment[]>([]);
  sites = $state.raw<readonly ScriptSite[]>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  readonly #api: Pick<Api, 'query'>;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(api: Pick<Api, 'query'>) {
    this.#api = api;
  }

  find(id: string): ManagedScriptFragment | undefined {
    return this.all.find((script) => script.id === id);
  }

  /** Fetches them anew; what is there stays until the answer has come. */
  async refresh(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    if (this.status === 'failed') this.status = 'loading';
    try {
      const { scripts, sites } = await this.#api.query(ScriptsDocument, {});
      if (this.#newest !== request) return;
      this.sites = sites;
      this.take(scripts);
    } catch (error) {
      if (this.#newest !== request) return;
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }

  /** Takes over all of them as they are known to be now; what was asked for before is older. */
  take(scripts: readonly ManagedScriptFragment[]): void {
    this.#newest = null;
    this.all = scripts;
    this.status = 'ready';
  }

  /** Takes over one that has changed. */
  replace(changed: ManagedScriptFragment): void {
    this.take(this.all.map((script) => (script.id === changed.id ? changed : script)));
  }
}
