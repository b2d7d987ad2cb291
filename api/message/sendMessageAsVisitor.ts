import { z } from 'zod';
import type { Message } from '../../prisma/generated/client/client.ts';
import { asAgent, hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { sendMessage } from './sendMessage.ts';

const shape = z.object({ sessionId: id, clientId: z.string(), text: z.string() });

/**
 * Writes for a visitor who is reached through another program, as they would have written in the widget. Sending again
 * with the same clientId returns the first result.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, SessionEndedError
 */
export async function sendMessageAsVisitor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Message> {
  const checked = checkInput(shape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'WRITE_AS_VISITOR')) throw new NotAllowedError();
  const { visitorId, siteId } = await getSessionFor(core, agent, checked.sessionId);
  // No device of the visitor's: the program stands for all of them.
  return sendMessage(core, { kind: 'visitor', visitorId, siteId, deviceId: '' }, checked);
}
