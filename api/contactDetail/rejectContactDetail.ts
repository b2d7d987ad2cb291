import type { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { decideContactDetail, type decisionShape } from './decideContactDetail.ts';

/**
 * Says that a value is wrong: it does not come back, however often the visitor writes it (SPEC 3). Automatic tags that
 * nothing stands for any more go with it.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export function rejectContactDetail(
  core: Core,
  actor: Actor,
  input: z.input<typeof decisionShape>,
): Promise<Visitor> {
  return decideContactDetail(core, actor, 'rejectContactDetail', 'REJECTED', input);
}
