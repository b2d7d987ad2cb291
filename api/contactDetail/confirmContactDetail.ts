import type { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { decideContactDetail, type decisionShape } from './decideContactDetail.ts';

/**
 * Says that a value is right; one that was rejected counts again.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export function confirmContactDetail(
  core: Core,
  actor: Actor,
  input: z.input<typeof decisionShape>,
): Promise<Visitor> {
  return decideContactDetail(core, actor, 'confirmContactDetail', 'CONFIRMED', input);
}
