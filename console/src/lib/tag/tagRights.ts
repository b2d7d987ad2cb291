import type { Permission } from '#lib/gql/generated.ts';

/** What somebody's role lets them do with tags. */
export interface TagRights {
  /** Make, change and order tags. */
  manages: boolean;
  /** Say which are the system's, what sets one by itself, and which step of the progress it stands for. */
  managesSystem: boolean;
}

export function tagRights(permissions: readonly Permission[]): TagRights {
  return {
    manages: permissions.includes('MANAGE_TAGS'),
    managesSystem: permissions.includes('MANAGE_SYSTEM_TAGS'),
  };
}

/** Whether the page on which tags are managed is theirs to open. */
export function canManageTags(permissions: readonly Permission[]): boolean {
  const { manages, managesSystem } = tagRights(permissions);
  return manages || managesSystem;
}
