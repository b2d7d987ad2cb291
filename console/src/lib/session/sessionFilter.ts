import type { ContactKind } from '#lib/gql/generated.ts';
import { contactKinds } from '#lib/contactDetail/contactLook.ts';
import { mostFilterTags, type SessionFilter } from './sessionView.ts';

/** The filter with a tag added or taken away; it takes no more than the API does. */
export function withTagToggled({ tagIds, contactKinds }: SessionFilter, tagId: string): SessionFilter {
  if (tagIds.includes(tagId)) return { tagIds: tagIds.filter((id) => id !== tagId), contactKinds };
  return { tagIds: tagIds.length < mostFilterTags ? [...tagIds, tagId] : tagIds, contactKinds };
}

/** The filter with a kind of contact data added or taken away. */
export function withKindToggled(filter: SessionFilter, kind: ContactKind): SessionFilter {
  const isOn = (other: ContactKind) => filter.contactKinds.includes(other) !== (other === kind);
  return { tagIds: filter.tagIds, contactKinds: contactKinds.filter(isOn) };
}
