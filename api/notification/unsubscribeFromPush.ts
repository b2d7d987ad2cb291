import { z } from 'zod';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';

const shape = z.object({ pushSubscriptionId: id });

/**
 * Has one of the agent's browsers not show notifications any more while the console is closed.
 * @returns its id @throws InvalidInputError, NotFoundError, NotSignedInError, NotAllowedError
 */
export async function unsubscribeFromPush(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string> {
  const { pushSubscriptionId } = checkInput(shape, input);
  const { agentId } = asAgentInPerson(actor);
  const which = { id: pushSubscriptionId, agentId };
  const { count } = await core.database.prisma.pushSubscription.deleteMany({ where: which });
  if (count === 0) throw new NotFoundError('push subscription');
  return pushSubscriptionId;
}
