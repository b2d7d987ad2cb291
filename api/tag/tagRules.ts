import { z } from 'zod';
import type { Tag } from '../../prisma/generated/client/client.ts';
import { ContactKind, ProgressStage } from '../../prisma/generated/client/enums.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { name } from '../core/input.ts';

/** What can be said of a tag; what it stands for is the system's to say. */
export const tagShape = z.object({
  name: name(40),
  color: z.string().regex(/^#[0-9a-f]{6}$/i),
  isSystem: z.boolean(),
  kinds: z.array(z.enum(ContactKind)).transform((kinds) => [...new Set(kinds)].sort()),
  stage: z.enum(ProgressStage).nullable(),
});

/** What the audit tells of a tag. */
export const tagFields = ['name', 'color', 'isSystem', 'kinds', 'stage'] as const;

/**
 * Whether somebody may make, change or delete such a tag (SPEC 3): system tags, and what sets one by itself, only who
 * manages those.
 */
export function canManageTag(actor: Actor, tag: Pick<Tag, 'isSystem' | 'kinds' | 'stage'>): boolean {
  const isSystems = tag.isSystem || tag.kinds.length > 0 || tag.stage !== null;
  return hasPermission(actor, isSystems ? 'MANAGE_SYSTEM_TAGS' : 'MANAGE_TAGS');
}
