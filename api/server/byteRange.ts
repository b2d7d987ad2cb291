import type { ByteRange } from '../core/fileStore.ts';

/**
 * The part of a content that a `Range` header asks for: what players need to begin at once and to jump. Undefined for the
 * whole, as for several parts or words that nobody knows; null for a part that is not there.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined | null {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return undefined;
  // Without a beginning it is the last so many bytes.
  if (from === '')
    return Number(to) > 0 && size > 0 ? { first: Math.max(0, size - Number(to)), last: size - 1 } : null;
  const first = Number(from);
  if (to !== '' && Number(to) < first) return undefined;
  return first < size ? { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) } : null;
}
