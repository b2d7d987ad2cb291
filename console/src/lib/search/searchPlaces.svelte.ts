import type { Api } from '#lib/connection/api.ts';
import { SearchPlacesDocument, type SearchPlacesQuery } from '#lib/gql/generated.ts';

/** Where can be searched: the organisation's sites, and its days. */
export class SearchPlaces {
  sites = $state.raw<SearchPlacesQuery['sites']>([]);
  /** In which the organisation's days begin; null until it is known. */
  timeZone = $state<string | null>(null);
  readonly #api: Pick<Api, 'query'>;
  #load: Promise<SearchPlacesQuery> | null = null;

  constructor(api: Pick<Api, 'query'>) {
    this.#api = api;
  }

  /**
   * Fetches them once; what failed is tried again by who asks next.
   * @throws RequestFailure
   */
  async load(): Promise<{ timeZone: string }> {
    this.#load ??= this.#api.query(SearchPlacesDocument, {});
    try {
      const { settings, sites } = await this.#load;
      this.sites = sites;
      this.timeZone = settings.timeZone;
      return settings;
    } catch (error) {
      this.#load = null;
      throw error;
    }
  }
}
