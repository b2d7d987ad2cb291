import type { ContactKind, KnownDetailFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateAndTime } from '#lib/setting/timeFormat.ts';
import { violationText, type BrokenRule } from '#lib/setting/violationText.ts';

const kindTexts: Record<ContactKind, () => string> = {
  PHONE: m.contact_phone,
  WECHAT: m.contact_wechat,
  QQ: m.contact_qq,
  AGE: m.contact_age,
  GENDER: m.contact_gender,
};

/** What a kind of contact data is called. */
export function kindText(kind: ContactKind): string {
  return kindTexts[kind]();
}

/** A value as people read it: 女, 35 岁, 13912345678. */
export function valueText(kind: ContactKind, value: string): string {
  if (kind === 'AGE') return m.contact_years({ age: value });
  if (kind === 'GENDER') return value === 'FEMALE' ? m.contact_female() : m.contact_male();
  return value;
}

/** A value as it is copied: a number alone, a gender in words. */
export function copiedText(kind: ContactKind, value: string): string {
  return kind === 'GENDER' ? valueText(kind, value) : value;
}

/** How far a value can be relied on. */
export function statusText({
  status,
  isByHand,
  isCurrent,
}: Pick<KnownDetailFragment, 'status' | 'isByHand' | 'isCurrent'>): string {
  if (status === 'REJECTED') return m.contact_rejected();
  if (!isCurrent) return m.contact_outdated();
  if (isByHand) return m.contact_by_hand();
  return status === 'CONFIRMED' ? m.contact_confirmed() : m.contact_found();
}

/** Where a value is from and what agents thought of it, a line each. */
export function originText(
  detail: KnownDetailFragment,
  { sessionId, now, nameOf }: { sessionId: string; now: number; nameOf: (agentId: string) => string },
): string {
  const seq = detail.spans[0]?.seq;
  const from = detail.sessionId === sessionId ? seq !== undefined && m.contact_from({ seq }) : null;
  return [
    m.contact_when({ status: statusText(detail), time: dateAndTime(detail.foundAt, now) }),
    from ?? (detail.sessionId !== null && m.contact_from_other()),
    detail.decidedById !== null &&
      detail.decidedAt !== null &&
      m.contact_decided({ name: nameOf(detail.decidedById), time: dateAndTime(detail.decidedAt, now) }),
    detail.isMasked && m.contact_masked(),
  ]
    .filter(Boolean)
    .join('\n');
}

const formTexts: Record<ContactKind, () => string> = {
  PHONE: m.contact_malformed_phone,
  WECHAT: m.contact_malformed_wechat,
  QQ: m.contact_malformed_qq,
  AGE: m.contact_malformed_age,
  GENDER: m.contact_malformed_gender,
};

/** Which rule a value breaks, in words: for its form, what a value of the kind looks like. */
export function valueViolationText(kind: ContactKind, violation: BrokenRule): string {
  return violation.rule === 'MALFORMED' ? formTexts[kind]() : violationText(violation);
}
