import type { TextStore } from '../core/deviceStorage.ts';
import type { EnterSiteMutation } from '../gql/generated.ts';

/** A site's name, colour, corner and first words. */
export type SiteLook = Extract<EnterSiteMutation['enterSite'], { __typename: 'SiteEntry' }>['site'];

const lookKey = 'site';

/** Keeps a site's look for the next page, which can show itself before it has reached the server. */
export function keepLook(store: TextStore, look: SiteLook | null): void {
  store.write(lookKey, look && JSON.stringify(look));
}

export function keptLook(store: TextStore): SiteLook | undefined {
  try {
    return (JSON.parse(store.read(lookKey) ?? '') as SiteLook | null) ?? undefined;
  } catch {
    return undefined;
  }
}
