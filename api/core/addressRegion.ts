import { createRequire } from 'node:module';
import type * as Ip2Region from 'ip2region';

/** Where an IP address is registered. */
export interface AddressRegion {
  country: string;
  /** Null where the database does not know it for certain. */
  province: string | null;
}

// The package is CommonJS with a default export, which Node and TypeScript see differently when it is imported.
const { default: Reader } = createRequire(import.meta.url)('ip2region') as {
  default: new (options: Ip2Region.IP2RegionOpts) => Pick<Ip2Region.default, 'search'>;
};
let reader: InstanceType<typeof Reader> | undefined;

/**
 * The region of an IPv4 address, by the open database ip2region that is installed with the product: no request leaves the
 * machine. Of IPv6 and private addresses nothing is said, and no town is named: it is often that of a mobile operator's
 * gateway.
 */
export function regionOf(address: string): AddressRegion | null {
  const ipv4 = address.replace(/^::ffff:/i, '');
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(ipv4)) return null;
  reader ??= new Reader({ disableIpv6: true });
  const found = reader.search(ipv4);
  if (!found || !found.country || found.country === '0' || /内网/.test(found.city + found.isp)) return null;
  return { country: found.country, province: found.province || null };
}
