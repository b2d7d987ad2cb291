import type { Api } from '#lib/connection/api.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { ListedSitesDocument, type ListedSiteFragment } from '#lib/gql/generated.ts';

/** All sites, to choose one from. */
export class SiteListState {
  search = $state('');
  readonly list: LazyRead<ListedSiteFragment[]>;
  readonly found = $derived.by(() => {
    const search = this.search.trim().toLowerCase();
    const sites = this.list.value ?? [];
    return sites.filter(({ name, allowedOrigins }) =>
      [name, ...allowedOrigins].some((text) => text.toLowerCase().includes(search)),
    );
  });

  constructor(api: Pick<Api, 'query'>) {
    this.list = new LazyRead(async () => (await api.query(ListedSitesDocument, {})).sites);
  }
}
