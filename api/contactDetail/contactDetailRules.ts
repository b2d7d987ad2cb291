import type { z } from 'zod';
import type { ContactDetail } from '../../prisma/generated/client/client.ts';
import { ContactKind } from '../../prisma/generated/client/enums.ts';
import { requiredText } from '../core/input.ts';

/** Where in a session's messages a value was written: a message's number, start and end in UTF-16 units. */
export interface ContactSpan {
  seq: number;
  start: number;
  end: number;
}

/** Kinds of which a visitor has one value at a time; of the others every one counts. */
const singleKinds: ReadonlySet<ContactKind> = new Set(['AGE', 'GENDER']);
/** Kinds by which the visitor can be reached: these are masked for agents who may not see them (SPEC 3). */
const reachingKinds: ReadonlySet<ContactKind> = new Set(['PHONE', 'WECHAT', 'QQ']);

/** Whether values of a kind are masked for agents who may not see contact data. */
export function isMaskable(kind: ContactKind): boolean {
  return reachingKinds.has(kind);
}

type Standing = Pick<ContactDetail, 'id' | 'kind' | 'status' | 'isByHand' | 'foundAt'>;
/** A value of a visitor, with what decides whether it counts. */
export type KnownDetail = Standing & Pick<ContactDetail, 'value'>;

/**
 * Which values count now: of a phone number, WeChat id or QQ number all that nobody has rejected; of age and gender the
 * latest one set by hand, else the latest found (SPEC 3: by hand is never overwritten by a machine).
 * @returns their ids
 */
export function currentDetails(details: readonly Standing[]): Set<string> {
  const standing = details.filter(({ status }) => status !== 'REJECTED');
  const rank = (one: Standing) => (one.isByHand ? 1 : 0);
  const isBefore = (a: Standing, b: Standing) => rank(b) - rank(a) || Number(b.foundAt) - Number(a.foundAt);
  const singles = [...singleKinds].flatMap((kind) =>
    standing
      .filter((one) => one.kind === kind)
      .sort(isBefore)
      .slice(0, 1),
  );
  return new Set([...standing.filter(({ kind }) => !singleKinds.has(kind)), ...singles].map(({ id }) => id));
}

/** The values that count now, and those that an agent has rejected. */
export function establishedDetails(details: readonly KnownDetail[]): KnownDetail[] {
  const current = currentDetails(details);
  return details.filter(({ id, status }) => current.has(id) || status === 'REJECTED');
}

/** The kinds of which something is known that nobody has rejected, in the order of the enum. */
export function knownKinds(details: readonly Pick<ContactDetail, 'kind' | 'status'>[]): ContactKind[] {
  const known = new Set(details.filter(({ status }) => status !== 'REJECTED').map(({ kind }) => kind));
  return Object.values(ContactKind).filter((kind) => known.has(kind));
}

const shapes: Record<ContactKind, z.ZodType<string>> = {
  // Numbers of other countries too: an agent may know better than the rules that read the chat.
  PHONE: form(/^\+?\d[\d-]{4,24}$/),
  WECHAT: form(/^[A-Za-z0-9][\w-]{4,39}$/),
  QQ: form(/^[1-9]\d{4,10}$/),
  AGE: form(/^(?:\d|[1-9]\d|1[0-2]\d)$/),
  GENDER: form(/^(?:FEMALE|MALE)$/),
};

function form(pattern: RegExp): z.ZodType<string> {
  return requiredText(60)
    .transform((value) => value.normalize('NFKC').replaceAll(/\s/g, ''))
    .refine((value) => pattern.test(value), {
      params: { rule: 'MALFORMED' },
    }) as unknown as z.ZodType<string>;
}

/** The form of a value that is set by hand; white space and full-width characters are tidied away. */
export function valueShape(kind: ContactKind): z.ZodType<string> {
  return shapes[kind];
}

/** A value of which enough is shown to tell it from others, and too little to reach anybody: 139****5678. */
export function maskedValue(kind: ContactKind, value: string): string {
  if (!isMaskable(kind)) return value;
  const shown = kind === 'PHONE' ? { start: 3, end: 4 } : { start: 1, end: 1 };
  if (value.length <= shown.start + shown.end) return '*'.repeat(value.length);
  const hidden = value.length - shown.start - shown.end;
  return value.slice(0, shown.start) + '*'.repeat(hidden) + value.slice(-shown.end);
}

/**
 * A text in which some parts are made unreadable. Its length stays as it is, so that spans still point where they did.
 * @param parts start and end in UTF-16 units @returns null when there is nothing to mask
 */
export function maskedText(
  text: string,
  parts: readonly Pick<ContactSpan, 'start' | 'end'>[],
): string | null {
  if (parts.length === 0) return null;
  const units = text.split('');
  for (const { start, end } of parts) {
    for (let i = start; i < end; i++) if (/\S/.test(units[i] ?? '')) units[i] = '*';
  }
  return units.join('');
}
