import ipaddr from 'ipaddr.js';

/** Whether an IP address is one of the public internet: no private, local, reserved or translated one. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(bare)) return false;
  // An IPv4 address that is written as an IPv6 one counts as what it is.
  const parsed = ipaddr.process(bare);
  return parsed.range() === 'unicast';
}
